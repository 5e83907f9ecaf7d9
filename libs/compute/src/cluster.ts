import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { Construct } from 'constructs';
import { clusterName, type EnvironmentId, type KeyRef, type LogGroupRef } from '@slipway/core';

export interface ClusterProps {
  readonly environment: EnvironmentId;
  /** Encrypts ECS Exec sessions between the caller and the container. */
  readonly key: KeyRef;
  /**
   * Transcript of every ECS Exec session. It must itself be encrypted with a KMS key: sessions are refused when the
   * cluster demands an encrypted log and the group is not.
   */
  readonly execLogs: LogGroupRef;
}

/**
 * Fargate cluster whose shells (ECS Exec) are encrypted and recorded.
 *
 * @example new Cluster(stack, 'cluster', { environment, key, execLogs })
 * Cost: the cluster is free. Container Insights bills its metrics: a few USD a month for one or two services. The
 * `enhanced` kind adds metrics per task and container at 7 cents each a month, which nothing here reads
 * (us-east-1, list price 2026-11). AWS keeps the raw events in a log group of its own,
 * `/aws/ecs/containerinsights/<cluster>/performance`, which outlives the cluster.
 */
export class Cluster extends Construct {
  readonly name: string;
  readonly arn: string;
  /** What a task role needs to know so that a shell can be opened in its containers. */
  readonly exec: { readonly key: KeyRef; readonly logs: LogGroupRef };

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const cluster = new EcsCluster(this, 'cluster', {
      name: clusterName(props.environment),
      setting: [{ name: 'containerInsights', value: 'enabled' }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: props.key.arn,
          logging: 'OVERRIDE',
          logConfiguration: {
            cloudWatchEncryptionEnabled: true,
            cloudWatchLogGroupName: props.execLogs.name,
          },
        },
      },
    });
    new EcsClusterCapacityProviders(this, 'capacity', {
      clusterName: cluster.name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    });

    this.name = cluster.name;
    this.arn = cluster.arn;
    this.exec = { key: props.key, logs: props.execLogs };
  }
}
