import type {
  ContainerDefinition,
  CreateServiceRequest,
  RegisterTaskDefinitionRequest,
  RunTaskRequest,
  Volume,
} from '@aws-sdk/client-ecs';
import { needsInstances } from './placement-rules';
import { CODES, words, type Rule } from './rule';
import type { ServiceRequest } from './service-after';

/** Where it says what is not followed. */
const SOURCE = 'docs/guide/embedded-cloud.md';

/** What AWS would do and the embedded cloud does not: accepted in silence it would be a rehearsal of something else. */
const notFollowed = (what: string, why: string) =>
  `The embedded cloud does not follow ${what}: ${why}. On AWS it would be taken.`;

function unfollowed<Input>(
  { member, code, why }: { readonly member: string; readonly code: string; readonly why: string },
  isUsed: (input: Input) => boolean,
): Rule<Input> {
  return {
    member,
    code,
    source: SOURCE,
    refuses: (input) => words(isUsed(input), notFollowed(member, why)),
  };
}

const inContainer = (
  member: string,
  why: string,
  isUsed: (container: ContainerDefinition) => boolean,
): Rule<RegisterTaskDefinitionRequest> =>
  unfollowed({ member: `containerDefinitions.${member}`, code: CODES.CLIENT, why }, (input) =>
    (input.containerDefinitions ?? []).some(isUsed),
  );

const inVolume = (member: keyof Volume, why: string): Rule<RegisterTaskDefinitionRequest> =>
  unfollowed({ member: `volumes.${member}`, code: CODES.CLIENT, why }, ({ volumes = [] }) =>
    volumes.some((volume) => Boolean(volume[member])),
  );

const isSome = (list: readonly unknown[] | undefined) => (list?.length ?? 0) > 0;

const NO_CONTAINERS = 'an image is a folder, and its process is what runs';
const NO_MOUNTS = 'it mounts nothing';

/** Parts of a task definition. */
export const UNFOLLOWED_IN_DEFINITIONS: readonly Rule<RegisterTaskDefinitionRequest>[] = [
  inContainer('dependsOn', 'all containers of a task start at once', ({ dependsOn }) => isSome(dependsOn)),
  inContainer(
    'healthCheck',
    'only load balancers check tasks',
    ({ healthCheck }) => healthCheck !== undefined,
  ),
  inContainer('environmentFiles', 'no file is read from S3', ({ environmentFiles }) =>
    isSome(environmentFiles),
  ),
  inContainer('volumesFrom', NO_MOUNTS, ({ volumesFrom }) => isSome(volumesFrom)),
  inContainer(
    'repositoryCredentials',
    'it pulls from its own registry only',
    ({ repositoryCredentials }) => repositoryCredentials !== undefined,
  ),
  inContainer('credentialSpecs', NO_CONTAINERS, ({ credentialSpecs }) => isSome(credentialSpecs)),
  inContainer(
    'firelensConfiguration',
    'logs go to CloudWatch only',
    ({ firelensConfiguration }) => firelensConfiguration !== undefined,
  ),
  inContainer(
    'logConfiguration.logDriver',
    'logs go to CloudWatch only, by awslogs',
    ({ logConfiguration }) => logConfiguration !== undefined && logConfiguration.logDriver !== 'awslogs',
  ),
  inContainer('logConfiguration.secretOptions', 'awslogs has none', ({ logConfiguration }) =>
    isSome(logConfiguration?.secretOptions),
  ),
  inContainer(
    'restartPolicy',
    'a process that ends ends its task',
    ({ restartPolicy }) => restartPolicy?.enabled === true,
  ),
  inContainer('portMappings.containerPortRange', 'a process has one port', ({ portMappings = [] }) =>
    portMappings.some(({ containerPortRange }) => containerPortRange !== undefined),
  ),
  inVolume('efsVolumeConfiguration', NO_MOUNTS),
  inVolume('fsxWindowsFileServerVolumeConfiguration', NO_MOUNTS),
  inVolume('dockerVolumeConfiguration', NO_MOUNTS),
  inVolume('configuredAtLaunch', 'it has no EBS volumes'),
  inVolume('s3filesVolumeConfiguration', NO_MOUNTS),
  unfollowed({ member: 'proxyConfiguration', code: CODES.CLIENT, why: 'it has no App Mesh' }, (input) =>
    Boolean(input.proxyConfiguration),
  ),
  unfollowed({ member: 'inferenceAccelerators', code: CODES.CLIENT, why: 'it has none' }, (input) =>
    isSome(input.inferenceAccelerators),
  ),
  unfollowed(
    { member: 'trustedExecutionConfiguration', code: CODES.CLIENT, why: NO_CONTAINERS },
    (input) => 'trustedExecutionConfiguration' in input,
  ),
  unfollowed({ member: 'enableFaultInjection', code: CODES.CLIENT, why: NO_CONTAINERS }, (input) =>
    Boolean(input.enableFaultInjection),
  ),
  unfollowed(
    { member: 'runtimePlatform.operatingSystemFamily', code: CODES.CLIENT, why: 'it runs Linux only' },
    ({ runtimePlatform }) => (runtimePlatform?.operatingSystemFamily ?? 'LINUX') !== 'LINUX',
  ),
];

const inService = (
  member: string,
  why: string,
  isUsed: (input: ServiceRequest) => boolean,
): Rule<ServiceRequest> => unfollowed({ member, code: CODES.PARAMETER, why }, isUsed);

/** Parts of a service. */
export const UNFOLLOWED_IN_SERVICES: readonly Rule<ServiceRequest>[] = [
  inService(
    'serviceConnectConfiguration',
    'tasks find each other by their load balancer only',
    ({ serviceConnectConfiguration }) => serviceConnectConfiguration?.enabled === true,
  ),
  inService('serviceRegistries', 'it has no service discovery', ({ serviceRegistries }) =>
    isSome(serviceRegistries),
  ),
  inService('volumeConfigurations', 'it has no EBS volumes', ({ volumeConfigurations }) =>
    isSome(volumeConfigurations),
  ),
  inService('vpcLatticeConfigurations', 'it has no VPC Lattice', ({ vpcLatticeConfigurations }) =>
    isSome(vpcLatticeConfigurations),
  ),
  inService(
    'deploymentConfiguration.alarms',
    'alarms do not fire',
    ({ deploymentConfiguration }) => deploymentConfiguration?.alarms?.enable === true,
  ),
  inService(
    'deploymentConfiguration.bakeTimeInMinutes',
    'a deployment is over when its tasks are well',
    ({ deploymentConfiguration }) => (deploymentConfiguration?.bakeTimeInMinutes ?? 0) > 0,
  ),
  inService('deploymentConfiguration.lifecycleHooks', 'it calls no hooks', ({ deploymentConfiguration }) =>
    isSome(deploymentConfiguration?.lifecycleHooks),
  ),
  inService(
    'deploymentConfiguration.strategy',
    'it rolls services only, by strategy ROLLING',
    ({ deploymentConfiguration }) => (deploymentConfiguration?.strategy ?? 'ROLLING') !== 'ROLLING',
  ),
  inService(
    'deploymentConfiguration.earlySuccessCriteria',
    'a deployment is over when all its tasks are well',
    ({ deploymentConfiguration }) => deploymentConfiguration?.earlySuccessCriteria?.enable === true,
  ),
  inService('gatewayConnectors', 'it has no gateways', ({ gatewayConnectors }) => isSome(gatewayConnectors)),
  inService('monitoring', 'it measures nothing for CloudWatch', ({ monitoring }) => Boolean(monitoring)),
  inService('loadBalancers.advancedConfiguration', 'it rolls services only', ({ loadBalancers = [] }) =>
    loadBalancers.some(({ advancedConfiguration }) => advancedConfiguration !== undefined),
  ),
  inService(
    'deploymentController',
    'it rolls services only, by controller ECS',
    ({ deploymentController }) => (deploymentController?.type ?? 'ECS') !== 'ECS',
  ),
];

/** A service that is not for Fargate, because it says so or because nobody says anything. */
export const UNFOLLOWED_IN_NEW_SERVICES: readonly Rule<CreateServiceRequest>[] = [
  {
    member: 'launchType',
    code: CODES.PARAMETER,
    source: SOURCE,
    refuses: (input, { region }) =>
      words(
        needsInstances(input, region),
        notFollowed(
          'launchType EC2',
          'it has Fargate only, and a service that names no launch type is of EC2',
        ),
      ),
  },
];

/** Parts of a task that is run by itself. */
export const UNFOLLOWED_IN_TASKS: readonly Rule<RunTaskRequest>[] = [
  unfollowed(
    { member: 'volumeConfigurations', code: CODES.PARAMETER, why: 'it has no EBS volumes' },
    ({ volumeConfigurations }) => isSome(volumeConfigurations),
  ),
  unfollowed(
    { member: 'overrides.inferenceAcceleratorOverrides', code: CODES.PARAMETER, why: 'it has none' },
    ({ overrides }) => isSome(overrides?.inferenceAcceleratorOverrides),
  ),
  unfollowed(
    {
      member: 'overrides.containerOverrides.environmentFiles',
      code: CODES.PARAMETER,
      why: 'no file is read from S3',
    },
    ({ overrides }) =>
      (overrides?.containerOverrides ?? []).some(({ environmentFiles }) => isSome(environmentFiles)),
  ),
];
