import type {
  CapacityProviderStrategyItem,
  CreateServiceRequest,
  DeploymentConfiguration,
  NetworkConfiguration,
  TaskDefinition,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { strategyOf } from './capacity-choice';
import type { RevisionContent } from './deployments';
import type { ClusterRecord, ServiceSettings } from './state';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
const DEPLOYMENT_DEFAULTS: DeploymentConfiguration = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
};

/** What a service is to be when it is made. */
export function newRevision(
  cluster: ClusterRecord,
  definition: TaskDefinition,
  input: CreateServiceRequest,
): RevisionContent {
  return {
    taskDefinition: definition.taskDefinitionArn ?? '',
    ...placed(strategyOf(cluster, input), input.launchType),
    platformVersion: input.platformVersion ?? 'LATEST',
    platformFamily: 'Linux',
    networkConfiguration: withPublicIp(input.networkConfiguration),
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    containerImages: imagesOf(definition),
    guardDutyEnabled: false,
  };
}

/** What an update makes of a revision: what it does not name stays. */
export function changedRevision(
  before: RevisionContent,
  definition: TaskDefinition,
  input: UpdateServiceRequest,
): RevisionContent {
  const networkConfiguration = input.networkConfiguration
    ? withPublicIp(input.networkConfiguration)
    : before.networkConfiguration;
  const loadBalancers = input.loadBalancers ?? before.loadBalancers;
  const { launchType, capacityProviderStrategy, ...rest } = before;
  return {
    ...rest,
    taskDefinition: definition.taskDefinitionArn ?? '',
    ...(input.capacityProviderStrategy
      ? placed(input.capacityProviderStrategy, undefined)
      : { launchType, capacityProviderStrategy }),
    platformVersion: input.platformVersion ?? before.platformVersion,
    networkConfiguration,
    loadBalancers,
    serviceRegistries: input.serviceRegistries ?? before.serviceRegistries,
    containerImages: imagesOf(definition),
  };
}

/** What does not come with a deployment. An update changes what it names, and of the deployment configuration, too. */
export function serviceSettings(
  before: ServiceSettings | undefined,
  input: CreateServiceRequest | UpdateServiceRequest,
): ServiceSettings {
  const chosen = input.deploymentConfiguration ?? {};
  const grace = input.healthCheckGracePeriodSeconds ?? before?.healthCheckGracePeriodSeconds;
  const controller = input.deploymentController ?? before?.deploymentController;
  return {
    // AWS shows the one that was named, and none where nobody did: GitHub's deploy action goes by that.
    ...(controller && { deploymentController: controller }),
    availabilityZoneRebalancing:
      input.availabilityZoneRebalancing ?? before?.availabilityZoneRebalancing ?? 'DISABLED',
    enableECSManagedTags: input.enableECSManagedTags ?? before?.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? before?.enableExecuteCommand ?? false,
    propagateTags: input.propagateTags ?? before?.propagateTags ?? 'NONE',
    placementConstraints: input.placementConstraints ?? before?.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? before?.placementStrategy ?? [],
    schedulingStrategy: 'REPLICA',
    deploymentConfiguration: { ...DEPLOYMENT_DEFAULTS, ...before?.deploymentConfiguration, ...chosen },
    ...((grace !== undefined || (input.loadBalancers?.length ?? 0) > 0) && {
      healthCheckGracePeriodSeconds: grace ?? 0,
    }),
  };
}

const placed = (
  strategy: readonly CapacityProviderStrategyItem[],
  launchType: CreateServiceRequest['launchType'],
): Pick<RevisionContent, 'launchType' | 'capacityProviderStrategy'> =>
  strategy.length > 0
    ? { capacityProviderStrategy: strategy.map((item) => ({ weight: 0, base: 0, ...item })) }
    : { launchType: launchType ?? 'EC2' };

function withPublicIp(network: NetworkConfiguration | undefined): NetworkConfiguration | undefined {
  const vpc = network?.awsvpcConfiguration;
  return vpc && { awsvpcConfiguration: { assignPublicIp: 'DISABLED', securityGroups: [], ...vpc } };
}

/** An image that is named by its digest has one without asking the registry. */
const imagesOf = ({ containerDefinitions = [] }: TaskDefinition): RevisionContent['containerImages'] =>
  containerDefinitions.map(({ name, image = '' }) => {
    const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
    return { containerName: name, image, ...(digest && { imageDigest: digest }) };
  });
