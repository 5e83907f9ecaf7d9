import type { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { ECR } from '@aws-sdk/client-ecr';
import type { ECS } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RDS } from '@aws-sdk/client-rds';
import type { S3 } from '@aws-sdk/client-s3';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { SSM } from '@aws-sdk/client-ssm';
import type { STS } from '@aws-sdk/client-sts';

/** Clients of AWS, each loaded when it is first asked for: an SDK costs 50 ms and more of a command's start. */
export interface AwsClients {
  ecs(): Promise<ECS>;
  ecr(): Promise<ECR>;
  s3(): Promise<S3>;
  ssm(): Promise<SSM>;
  secrets(): Promise<SecretsManager>;
  logs(): Promise<CloudWatchLogs>;
  balancers(): Promise<ElasticLoadBalancingV2>;
  scaling(): Promise<ApplicationAutoScaling>;
  rds(): Promise<RDS>;
  sts(): Promise<STS>;
}
