import { Construct } from 'constructs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  exemptRetention,
  logGroupName,
  type EnvironmentId,
  type KeyRef,
  type LogGroupRef,
} from '@slipway/core';

export interface LogGroupProps {
  readonly environment: EnvironmentId;
  /** The service that writes to it, or another writer of the cluster such as `exec`. */
  readonly name: string;
  /** One of CloudWatch's retention values. */
  readonly retentionDays: number;
  /** Its policy must let CloudWatch Logs of the region use it. */
  readonly key: KeyRef;
}

/**
 * Logs of one service, encrypted, at `/ecs/<environment>/<name>`.
 *
 * @example new LogGroup(stack, 'web-logs', { environment, name: 'web', retentionDays: 30, key })
 * Cost: 50 cents for a GB that comes in, 3 cents a month for a GB that is kept (us-east-1, list price 2026-11).
 */
export class LogGroup extends Construct implements LogGroupRef {
  readonly name: string;
  /** Without the `:*` that some policies want at the end. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, 'log-group', {
      name: logGroupName(props.environment, props.name),
      retentionInDays: props.retentionDays,
      kmsKeyId: props.key.arn,
    });
    exemptRetention(group, props.retentionDays);
    this.name = group.name;
    this.arn = group.arn;
  }
}
