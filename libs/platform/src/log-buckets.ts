import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { takesCdnLogs, type BucketRef, type Environment, type Removal } from '@slipway/core';
import { Bucket, type LogSource } from '@slipway/data';

export interface LogBucketsProps {
  readonly environment: Environment;
  readonly account: string;
  readonly removal: Removal;
  /** Where CloudFront delivers to from every region. */
  readonly usEast1: TerraformProvider;
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
    const { environment } = props;
    const { retentionDays: expireDays } = environment.logs;
    const bucket = (purpose: string, logsOf: LogSource, where: Where = {}) =>
      new Bucket(this, purpose, { ...props, ...where, purpose, logsOf, expireDays });

    this.accesses = bucket('access-logs', 'buckets');
    this.loadBalancer = bucket('alb-logs', 'load-balancer', { accessLogs: this.accesses });
    if (!environment.edge.cdn) return;
    // The accesses to a bucket can be logged within its region only.
    const atHome = takesCdnLogs(environment.aws.region);
    this.cdn = bucket(
      'cdn-logs',
      'cdn',
      atHome ? { accessLogs: this.accesses } : { provider: props.usEast1 },
    );
  }
}

/** Where a bucket is, and where accesses to it are logged. */
interface Where {
  readonly accessLogs?: BucketRef;
  readonly provider?: TerraformProvider;
}
