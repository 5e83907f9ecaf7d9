import { Construct } from 'constructs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  exempt,
  exemptRetention,
  physicalName,
  policyDocument,
  serviceTrust,
  type EnvironmentId,
  type KeyRef,
} from '@slipway/core';

export interface FlowLogsProps {
  readonly environment: EnvironmentId;
  readonly vpcId: string;
  readonly account: string;
  readonly region: string;
  /** Key of the log group. @default CloudWatch's own encryption */
  readonly key?: KeyRef;
  /** One of CloudWatch's retention values. */
  readonly retentionDays: number;
}

/** Who talked to whom in the VPC, accepted and rejected, in a log group of its own. Billed per GB of log. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const logGroup = this.createLogGroup(props);
    const role = this.createRole(props, logGroup.arn);
    new FlowLog(this, 'flow-log', {
      vpcId: props.vpcId,
      trafficType: 'ALL',
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: physicalName('name-tag', props.environment) },
    });
  }

  private createLogGroup(props: FlowLogsProps): CloudwatchLogGroup {
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: `/vpc/${physicalName('log-group', props.environment)}`,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.key?.arn,
    });
    if (!props.key) {
      exempt(logGroup, 'CKV_AWS_158', 'No key was given: addresses and ports only, in CloudWatch encryption');
    }
    exemptRetention(logGroup, props.retentionDays);
    return logGroup;
  }

  /**
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, narrowed to the one log group and
   * without logs:CreateLogGroup: a late delivery would make the group again after a destroy.
   */
  private createRole(props: FlowLogsProps, logGroupArn: string): IamRole {
    const { account, region } = props;
    const role = new IamRole(this, 'role', {
      name: physicalName('iam-role', props.environment, 'flow-logs'),
      description: 'Writes VPC flow logs to their log group',
      assumeRolePolicy: serviceTrust(
        'vpc-flow-logs.amazonaws.com',
        account,
        `arn:aws:ec2:${region}:${account}:vpc-flow-log/*`,
      ),
    });
    new IamRolePolicy(this, 'policy', {
      name: 'write-log-group',
      role: role.id,
      policy: policyDocument({
        Effect: 'Allow',
        Action: [
          'logs:CreateLogStream',
          'logs:DescribeLogGroups',
          'logs:DescribeLogStreams',
          'logs:PutLogEvents',
        ],
        Resource: [logGroupArn, `${logGroupArn}:*`],
      }),
    });
    return role;
  }
}
