import { REQUEST_MODEL } from './request-model';
import { RULES } from './rules/rules';

/** What is done with each member that no rule speaks of. */
const FOLLOWED: { readonly [shape: string]: readonly string[] } = {
  RegisterTaskDefinitionRequest: ['requiresCompatibilities', 'runtimePlatform', 'tags'],
  ContainerDefinition: [
    ...['essential', 'entryPoint', 'command', 'environment', 'workingDirectory', 'logConfiguration'],
    ...['portMappings', 'mountPoints'],
  ],
  CreateServiceRequest: [
    ...['cluster', 'taskDefinition', 'enableECSManagedTags', 'propagateTags', 'enableExecuteCommand'],
    ...['loadBalancers', 'tags'],
  ],
  UpdateServiceRequest: [
    ...['cluster', 'taskDefinition', 'enableECSManagedTags', 'propagateTags', 'enableExecuteCommand'],
    ...['loadBalancers', 'forceNewDeployment', 'service'],
  ],
  DeploymentConfiguration: ['deploymentCircuitBreaker'],
  RunTaskRequest: ['cluster', 'enableECSManagedTags', 'enableExecuteCommand', 'tags'],
};

/** See "What is not like AWS" in docs/guide/embedded-cloud.md. */
const WITHOUT_EFFECT: { readonly [shape: string]: readonly string[] } = {
  ContainerDefinition: [
    ...['user', 'readonlyRootFilesystem', 'interactive', 'pseudoTerminal', 'dockerLabels', 'ulimits'],
    ...['systemControls', 'versionConsistency'],
  ],
  CreateServiceRequest: ['availabilityZoneRebalancing'],
  UpdateServiceRequest: ['availabilityZoneRebalancing'],
  // Of strategies that are refused.
  DeploymentConfiguration: ['linearConfiguration', 'canaryConfiguration'],
  RunTaskRequest: ['referenceId'],
};

const PATHS: readonly (readonly [shape: string, operation: string, path: string])[] = [
  ['RegisterTaskDefinitionRequest', 'RegisterTaskDefinition', ''],
  ['ContainerDefinition', 'RegisterTaskDefinition', 'containerDefinitions.'],
  ['CreateServiceRequest', 'CreateService', ''],
  ['UpdateServiceRequest', 'UpdateService', ''],
  ['DeploymentConfiguration', 'CreateService', 'deploymentConfiguration.'],
  ['RunTaskRequest', 'RunTask', ''],
];

test.each(PATHS)(
  'every member of %s is followed, refused by name, or said to have no effect',
  (name, operation, path) => {
    const shape = REQUEST_MODEL.shapes[name];
    const members = shape?.type === 'structure' ? Object.keys(shape.members) : [];
    const ruled = (RULES[operation] ?? []).map(({ member }) => member);
    const isRuled = (member: string) =>
      ruled.some((one) => one === `${path}${member}` || one.startsWith(`${path}${member}.`));
    const listed = [...(FOLLOWED[name] ?? []), ...(WITHOUT_EFFECT[name] ?? [])];
    expect(members.length).toBeGreaterThan(5);
    expect(members.filter((member) => !isRuled(member) && !listed.includes(member))).toEqual([]);
    expect(listed.filter((member) => !members.includes(member))).toEqual([]);
  },
);
