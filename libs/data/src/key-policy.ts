import { policyDocument, type PolicyStatement } from '@slipway/core';

/**
 * What AWS services may do with a key on their own, that is without a role of ours:
 * - `logs`: CloudWatch encrypts log groups
 * - `alarms`: CloudWatch publishes to encrypted topics
 * - `database-events`: RDS publishes to encrypted topics
 *
 * All else (RDS storage, Secrets Manager, S3, SSM, ECR) uses the key with the caller's permissions.
 */
export type KeyService = 'logs' | 'alarms' | 'database-events';

export interface KeyPolicyProps {
  readonly account: string;
  readonly region: string;
  readonly services: readonly KeyService[];
}

/** The account decides through IAM; services get what they need and, where AWS lets us say so, for this account only. */
export function keyPolicy({ account, region, services }: KeyPolicyProps): string {
  const administration: PolicyStatement = {
    Sid: 'IamDecides',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return policyDocument(administration, ...services.map((service) => STATEMENTS[service](account, region)));
}

const STATEMENTS: {
  readonly [service in KeyService]: (account: string, region: string) => PolicyStatement;
} = {
  /** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  logs: (account, region) => ({
    Sid: 'Logs',
    Effect: 'Allow',
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    Resource: '*',
    Condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:*` },
    },
  }),
  alarms: (account, region) => ({
    ...publisher('Alarms', 'cloudwatch.amazonaws.com'),
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:*` },
    },
  }),
  'database-events': (account) => ({
    ...publisher('DatabaseEvents', 'events.rds.amazonaws.com'),
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  }),
};

/** Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
function publisher(sid: string, service: string): PolicyStatement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: service },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
  };
}
