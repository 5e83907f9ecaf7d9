import type {
  CapacityProviderStrategyItem,
  CreateServiceRequest,
  DeploymentConfiguration,
  LoadBalancer,
  NetworkConfiguration,
  TaskDefinition,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import type { RevisionContent } from './deployments';
import { invalidParameter } from './ecs-error';
import type { ClusterRecord, ServiceSettings } from './state';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
const DEPLOYMENT_DEFAULTS: DeploymentConfiguration = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
};

/** What a service is to be when it is made. @throws EcsError for what AWS would not take */
export function newRevision(
  cluster: ClusterRecord,
  definition: TaskDefinition,
  input: CreateServiceRequest,
): RevisionContent {
  // An empty list is none: the Terraform provider sends one with every launch type.
  const asked = input.capacityProviderStrategy?.length ? input.capacityProviderStrategy : undefined;
  if (input.launchType !== undefined && asked !== undefined) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  const strategy = asked ?? (input.launchType === undefined ? cluster.defaultCapacityProviderStrategy : []);
  checkNetwork(definition, input.networkConfiguration);
  checkBalancers(definition, input.loadBalancers);
  return {
    taskDefinition: definition.taskDefinitionArn ?? '',
    ...placed(strategy, input.launchType),
    platformVersion: input.platformVersion ?? 'LATEST',
    platformFamily: 'Linux',
    networkConfiguration: withPublicIp(input.networkConfiguration),
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    containerImages: imagesOf(definition),
    guardDutyEnabled: false,
  };
}

/** What an update makes of a revision: what it does not name stays. @throws EcsError for what AWS would not take */
export function changedRevision(
  before: RevisionContent,
  definition: TaskDefinition,
  input: UpdateServiceRequest,
): RevisionContent {
  const networkConfiguration = input.networkConfiguration
    ? withPublicIp(input.networkConfiguration)
    : before.networkConfiguration;
  const loadBalancers = input.loadBalancers ?? before.loadBalancers;
  checkNetwork(definition, networkConfiguration);
  checkBalancers(definition, loadBalancers);
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
  const settings: ServiceSettings = {
    availabilityZoneRebalancing:
      input.availabilityZoneRebalancing ?? before?.availabilityZoneRebalancing ?? 'DISABLED',
    deploymentController: input.deploymentController ?? before?.deploymentController ?? { type: 'ECS' },
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
  checkSettings(settings, input);
  return settings;
}

function checkSettings(
  { deploymentController, deploymentConfiguration }: ServiceSettings,
  input: CreateServiceRequest | UpdateServiceRequest,
): void {
  if ('schedulingStrategy' in input && input.schedulingStrategy === 'DAEMON') {
    throw invalidParameter(
      'The daemon scheduling strategy is not supported for services that use the Fargate launch type.',
    );
  }
  if (deploymentController?.type !== 'ECS' || (deploymentConfiguration.strategy ?? 'ROLLING') !== 'ROLLING') {
    throw invalidParameter(
      'The embedded cloud rolls services only: deployment controller ECS, strategy ROLLING.',
    );
  }
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = deploymentConfiguration;
  if (minimumHealthyPercent < 0 || maximumPercent < minimumHealthyPercent || maximumPercent < 1) {
    throw invalidParameter(
      'The maximumPercent must be at least the minimumHealthyPercent, which must not be negative.',
    );
  }
}

function checkNetwork({ networkMode }: TaskDefinition, network: NetworkConfiguration | undefined): void {
  if (networkMode === 'awsvpc' && !network?.awsvpcConfiguration) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
}

function checkBalancers(
  { containerDefinitions = [] }: TaskDefinition,
  balancers: readonly LoadBalancer[] = [],
): void {
  for (const { containerName, containerPort } of balancers) {
    const container = containerDefinitions.find(({ name }) => name === containerName);
    if (!container)
      throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(
        `The container ${containerName} did not have a container port ${containerPort} defined.`,
      );
    }
  }
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
