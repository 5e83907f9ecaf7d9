import type { AwsTarget } from './aws-access';
import type { AwsClients } from './aws-clients';
import { clientSettings, s3Settings } from './client-settings';

/**
 * Clients for one account and region. Each is loaded and made when it is first asked for, and made once: its connections
 * and its sense of how often AWS may be asked are shared by all who use it.
 *
 * @example
 * const clients = awsClients({ account: '111111111111', region: 'eu-west-1' });
 * const { clusters } = await (await clients.ecs()).describeClusters({ clusters: ['acme-staging'] });
 */
export function awsClients(target: AwsTarget, env: NodeJS.ProcessEnv = process.env): AwsClients {
  // The versions are pinned; that a later one will want a newer Node is no news for the person at the terminal.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const settings = clientSettings(target, env);
  return {
    ecs: once(async () => new (await import('@aws-sdk/client-ecs')).ECS(settings)),
    ecr: once(async () => new (await import('@aws-sdk/client-ecr')).ECR(settings)),
    s3: once(async () => new (await import('@aws-sdk/client-s3')).S3(s3Settings(target, env))),
    ssm: once(async () => new (await import('@aws-sdk/client-ssm')).SSM(settings)),
    secrets: once(async () => new (await import('@aws-sdk/client-secrets-manager')).SecretsManager(settings)),
    logs: once(async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs(settings)),
    balancers: once(
      async () =>
        new (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2(settings),
    ),
    scaling: once(
      async () =>
        new (await import('@aws-sdk/client-application-auto-scaling')).ApplicationAutoScaling(settings),
    ),
    rds: once(async () => new (await import('@aws-sdk/client-rds')).RDS(settings)),
    sts: once(async () => new (await import('@aws-sdk/client-sts')).STS(settings)),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
