import type {
  CreateServiceRequest,
  DeploymentConfiguration,
  LoadBalancer,
  NetworkConfiguration,
  TaskDefinition,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { nameIn } from '../../arn';
import { findDefinition } from '../../find';
import { primaryOf } from '../../state';
import type { RuleContext } from './rule';

/** A request that makes a service or changes one. */
export type ServiceRequest = CreateServiceRequest | UpdateServiceRequest;

/** A service as it is after the request: what an update does not name stays. */
export interface ServiceAfter {
  /** `undefined` when there is none of that name, which the operation says itself. */
  readonly definition: TaskDefinition | undefined;
  readonly network: NetworkConfiguration | undefined;
  readonly balancers: readonly LoadBalancer[];
  readonly minimumPercent: number;
  readonly maximumPercent: number;
}

export function serviceAfter(input: ServiceRequest, { region }: RuleContext): ServiceAfter {
  const name = 'service' in input ? input.service : undefined;
  const cluster = region.clusters.get(nameIn(input.cluster ?? 'default'));
  const service = name === undefined ? undefined : cluster?.services.get(nameIn(name));
  const before = service && primaryOf(service)?.revision;
  const reference = input.taskDefinition ?? before?.taskDefinition;
  const configuration: DeploymentConfiguration = {
    ...service?.settings.deploymentConfiguration,
    ...input.deploymentConfiguration,
  };
  return {
    definition: reference === undefined ? undefined : findDefinition(region, reference),
    network: input.networkConfiguration ?? before?.networkConfiguration,
    balancers: input.loadBalancers ?? before?.loadBalancers ?? [],
    minimumPercent: configuration.minimumHealthyPercent ?? 100,
    maximumPercent: configuration.maximumPercent ?? 200,
  };
}
