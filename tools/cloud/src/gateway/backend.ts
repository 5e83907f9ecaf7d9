import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { CloudFront } from '@aws-sdk/client-cloudfront';
import type { ECR } from '@aws-sdk/client-ecr';
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { EventBridge } from '@aws-sdk/client-eventbridge';
import type { RDS } from '@aws-sdk/client-rds';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { SSM } from '@aws-sdk/client-ssm';
import type { AccountOptions } from '../credentials';

/**
 * A call in the query protocol.
 *
 * @returns the answer's XML, also of a refusal
 */
export type Query = (
  service: 'ec2' | 'iam',
  action: string,
  parameters: { readonly [name: string]: string },
) => Promise<string>;

/** Clients of the services that moto answers, in one account and region. */
export interface AccountServices {
  readonly logs: CloudWatchLogs;
  readonly cloudFront: CloudFront;
  readonly ecr: ECR;
  readonly balancers: ElasticLoadBalancingV2;
  readonly events: EventBridge;
  readonly rds: RDS;
  readonly secrets: SecretsManager;
  readonly parameters: SSM;
  /** EC2 and IAM, which are asked for too little to be worth a client. */
  readonly query: Query;
}

/** What our own services use of moto's. They talk to moto itself, never through the gateway. */
export interface Backend {
  /** The same object for the same account and region, until a reset. */
  in(where: AccountOptions): AccountServices;
}
