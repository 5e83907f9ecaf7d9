import { CloudFront } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { ECR } from '@aws-sdk/client-ecr';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { RDS } from '@aws-sdk/client-rds';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SSM } from '@aws-sdk/client-ssm';
import { assumeRole, type AccountOptions } from '../credentials';
import type { AccountServices, Backend } from './backend';
import { queryCalls } from './query-call';

/** Clients of moto at its own port, made when they are first asked for. */
export class BackendClients implements Backend {
  private made = new Map<string, AccountServices>();

  /** @param endpoint moto's own */
  constructor(private readonly endpoint: string) {}

  in({ account, region }: AccountOptions): AccountServices {
    const key = `${account}/${region}`;
    const services = this.made.get(key) ?? this.make({ account, region });
    this.made.set(key, services);
    return services;
  }

  /** After a reset: credentials from before are refused. */
  forget(): void {
    this.made = new Map();
  }

  private make(where: AccountOptions): AccountServices {
    let assumed: ReturnType<typeof assumeRole> | undefined;
    const settings = {
      endpoint: this.endpoint,
      region: where.region,
      credentials: () => (assumed ??= assumeRole({ endpoint: this.endpoint }, where)),
    };
    return {
      logs: new CloudWatchLogs(settings),
      cloudFront: new CloudFront(settings),
      ecr: new ECR(settings),
      balancers: new ElasticLoadBalancingV2(settings),
      events: new EventBridge(settings),
      rds: new RDS(settings),
      secrets: new SecretsManager(settings),
      parameters: new SSM(settings),
      query: queryCalls(settings),
    };
  }
}
