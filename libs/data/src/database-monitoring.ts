import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { exemptRetention, physicalName, serviceTrust, type EnvironmentId, type KeyRef } from '@slipway/core';

export interface DatabaseMonitoringProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  readonly region: string;
  /** Of the instance that is watched. */
  readonly identifier: string;
  readonly key: KeyRef;
  /** One of CloudWatch's retention values. */
  readonly logRetentionDays: number;
}

/** Where an RDS instance leaves what it has to say: its log groups, and the role that reports on its host. */
export class DatabaseMonitoring extends Construct {
  readonly logs = ['postgresql', 'upgrade'] as const;
  readonly roleArn: string;
  /** The instance waits for these. */
  readonly requirements: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: DatabaseMonitoringProps) {
    super(scope, id);
    const role = this.createRole(props);
    const permission = new IamRolePolicyAttachment(this, 'permission', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
    });
    this.roleArn = role.arn;
    this.requirements = [permission, ...this.logs.map((log) => this.createLogGroup(log, props))];
  }

  /** Made beforehand, because RDS would make it without our key and keep it for ever. */
  private createLogGroup(log: string, props: DatabaseMonitoringProps): CloudwatchLogGroup {
    const group = new CloudwatchLogGroup(this, log, {
      name: `/aws/rds/instance/${props.identifier}/${log}`,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.key.arn,
    });
    exemptRetention(group, props.logRetentionDays);
    return group;
  }

  /** Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
  private createRole({ environment, account, region, identifier }: DatabaseMonitoringProps): IamRole {
    return new IamRole(this, 'role', {
      name: physicalName('iam-role', environment, 'database-monitoring'),
      description: 'Writes metrics of the database host to CloudWatch Logs',
      assumeRolePolicy: serviceTrust(
        'monitoring.rds.amazonaws.com',
        account,
        `arn:aws:rds:${region}:${account}:db:${identifier}`,
      ),
    });
  }
}
