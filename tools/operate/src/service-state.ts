import type { OpenEnvironment } from '@slipway/tool-aws';
import type { Service } from '@aws-sdk/client-ecs';
import { clusterOf, notDeployed, notReleased } from './names';

/** A service as ECS has it now. @throws Failure `refused` when the environment is not deployed */
export async function readService({ environment, clients }: OpenEnvironment, name: string): Promise<Service> {
  const ecs = await clients.ecs();
  try {
    const { services = [] } = await ecs.describeServices({
      cluster: clusterOf(environment),
      services: [name],
    });
    const found = services.find(({ status }) => status === 'ACTIVE');
    if (found) return found;
  } catch (error) {
    if ((error as Error).name !== 'ClusterNotFoundException') throw error;
  }
  throw notDeployed(environment);
}

/** The same, once something was released to it: until then it stands on a template that cannot run. */
export async function readReleasedService(open: OpenEnvironment, name: string): Promise<Service> {
  const service = await readService(open, name);
  if (/-template:\d+$/.test(service.taskDefinition ?? '')) throw notReleased(open.environment, name);
  return service;
}
