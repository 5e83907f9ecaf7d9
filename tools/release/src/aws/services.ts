import type { Service } from '@aws-sdk/client-ecs';
import { clusterName, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** The environment's services as ECS has them now, by name; what is not there or inactive is left out. */
export async function readServices(
  clients: Pick<AwsClients, 'ecs'>,
  environment: Environment,
): Promise<ReadonlyMap<string, Service>> {
  const ecs = await clients.ecs();
  const names = Object.keys(environment.services);
  const found = new Map<string, Service>();
  // DescribeServices takes 10 names at a time.
  for (let from = 0; from < names.length; from += 10) {
    try {
      const { services } = await ecs.describeServices({
        cluster: clusterName(environment),
        services: names.slice(from, from + 10),
      });
      for (const service of services ?? []) {
        if (service.serviceName !== undefined && service.status === 'ACTIVE')
          found.set(service.serviceName, service);
      }
    } catch (error) {
      if ((error as Error).name !== 'ClusterNotFoundException') throw error;
    }
  }
  return found;
}
