import { Construct } from 'constructs';
import type { BucketRef, Environment, Removal } from '@slipway/core';
import { Bucket, type LogSource } from '@slipway/data';

export interface LogBucketsProps {
  readonly environment: Environment;
  readonly account: string;
  readonly removal: Removal;
}

/** One bucket per kind of access log, because AWS's deliveries ask for settings that exclude each other. */
export class LogBuckets extends Construct {
  /** Where the other buckets' accesses are logged. */
  readonly accesses: BucketRef;
  readonly loadBalancer: BucketRef;
  /** Only with a CDN. */
  readonly cdn?: BucketRef;

  constructor(scope: Construct, id: string, props: LogBucketsProps) {
    super(scope, id);
    const { retentionDays: expireDays } = props.environment.logs;
    const bucket = (purpose: string, logsOf: LogSource, accessLogs?: BucketRef) =>
      new Bucket(this, purpose, { ...props, purpose, logsOf, accessLogs, expireDays });

    this.accesses = bucket('access-logs', 'buckets');
    this.loadBalancer = bucket('alb-logs', 'load-balancer', this.accesses);
    if (props.environment.edge.cdn) this.cdn = bucket('cdn-logs', 'cdn', this.accesses);
  }
}
