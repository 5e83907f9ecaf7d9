import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { cpuUnits, fargateSizeProblem, memoryMiB } from '../../fargate-sizes';
import { API, CODES, firstOf, GUIDE, NAME, twice, words, type Rule } from './rule';

type Definition = RegisterTaskDefinitionRequest;
export type DefinitionRule = Rule<Definition>;

const rule = (member: string, source: string, refuses: DefinitionRule['refuses']): DefinitionRule => ({
  member,
  code: CODES.CLIENT,
  source,
  refuses,
});

export const isFargate = ({ requiresCompatibilities }: Definition) =>
  requiresCompatibilities?.includes('FARGATE') === true;

const REGISTER = `${API}/API_RegisterTaskDefinition.html`;
const SIZES = `${GUIDE}/fargate-tasks-services.html#fargate-tasks-size`;
/** `arn:aws:iam::<account>:role/<path and name>`, or the name alone. */
const ROLE = /^(?:arn:aws[a-z-]*:iam::\d{12}:role\/)?[\w+=,.@/-]+$/;
const MOST_BYTES = 65_536;
const MOST_CONTAINERS = 10;

/** What a task definition must be as a whole. */
export const DEFINITION_RULES: readonly DefinitionRule[] = [
  rule('family', REGISTER, ({ family }) => words(!family, 'Family can not be blank.')),
  rule('family', REGISTER, ({ family = '' }) =>
    words(
      !NAME.test(family),
      'Family should only contain alphanumeric characters (both lower- and upper-case), hyphens and underscores, and be at most 255 characters long.',
    ),
  ),
  rule('', 'https://github.com/awsdocs/amazon-ecs-developer-guide/pull/149', (input) => {
    const length = Buffer.byteLength(JSON.stringify(input));
    return words(
      length > MOST_BYTES,
      `Actual length: '${length}'. Max allowed length is '${MOST_BYTES}' bytes.`,
    );
  }),
  rule('containerDefinitions', REGISTER, ({ containerDefinitions }) =>
    words((containerDefinitions ?? []).length === 0, 'Container list cannot be empty.'),
  ),
  rule(
    'containerDefinitions',
    'https://github.com/aws/amazon-ecs-cli/issues/184',
    ({ containerDefinitions = [] }) =>
      words(containerDefinitions.length > MOST_CONTAINERS, 'Too many containers.'),
  ),
  rule('containerDefinitions', `${API}/API_ContainerDefinition.html`, ({ containerDefinitions = [] }) =>
    words(
      containerDefinitions.every(({ essential }) => essential === false),
      'At least one container must be essential.',
    ),
  ),
  rule('networkMode', SIZES, (input) =>
    words(isFargate(input) && input.networkMode !== 'awsvpc', "Fargate only supports network mode 'awsvpc'."),
  ),
  rule('cpu', 'https://github.com/oranmoshai/ecsServiceRestart/issues/2', ({ cpu }) =>
    words(cpu !== undefined && !(cpuUnits(cpu) > 0), "Invalid 'cpu' setting for task."),
  ),
  rule('memory', 'https://github.com/oranmoshai/ecsServiceRestart/issues/2', ({ memory }) =>
    words(memory !== undefined && !(memoryMiB(memory) > 0), "Invalid 'memory' setting for task."),
  ),
  rule('cpu', SIZES, (input) => (isFargate(input) ? fargateSizeProblem(input.cpu, input.memory) : undefined)),
  rule(
    'containerDefinitions.memory',
    'https://github.com/pulumi/pulumi-awsx/issues/1220',
    ({ memory, containerDefinitions }) =>
      firstOf(containerDefinitions, (container) =>
        words(
          memory !== undefined && (container.memory ?? 0) > memoryMiB(memory),
          `The 'memory' setting for container '${container.name}' is greater than for the task.`,
        ),
      ),
  ),
  rule(
    'containerDefinitions.memoryReservation',
    `${API}/API_ContainerDefinition.html`,
    ({ memory, containerDefinitions = [] }) => {
      const sum = containerDefinitions.reduce((total, one) => total + (one.memoryReservation ?? 0), 0);
      return words(
        memory !== undefined && sum > memoryMiB(memory),
        "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.",
      );
    },
  ),
  rule(
    'containerDefinitions.cpu',
    'https://github.com/klothoplatform/klotho/issues/892',
    ({ cpu, containerDefinitions = [] }) => {
      const sum = containerDefinitions.reduce((total, one) => total + (one.cpu ?? 0), 0);
      return words(
        cpu !== undefined && sum > cpuUnits(cpu),
        "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
      );
    },
  ),
  ...(['executionRoleArn', 'taskRoleArn'] as const).map((member) =>
    rule(member, REGISTER, (input) =>
      words(Boolean(input[member]) && !ROLE.test(input[member] ?? ''), 'Role is not valid.'),
    ),
  ),
  rule('ephemeralStorage.sizeInGiB', `${API}/API_EphemeralStorage.html`, ({ ephemeralStorage }) => {
    const size = ephemeralStorage?.sizeInGiB;
    return words(
      size !== undefined && (size < 21 || size > 200),
      'The ephemeral storage size must be between 21 GiB and 200 GiB.',
    );
  }),
  rule('ipcMode', 'https://github.com/cn-terraform/terraform-aws-ecs-fargate/issues/2', (input) =>
    words(
      isFargate(input) && input.ipcMode !== undefined,
      'Tasks using the Fargate launch type do not support ipcMode.',
    ),
  ),
  rule('pidMode', REGISTER, (input) =>
    words(
      isFargate(input) && input.pidMode === 'host',
      "Tasks using the Fargate launch type do not support pidMode 'host'.",
    ),
  ),
  rule('placementConstraints', REGISTER, ({ placementConstraints = [] }) =>
    words(placementConstraints.length > 10, 'PlacementConstraints can have at most 10 items.'),
  ),
  rule('placementConstraints', `${GUIDE}/fargate-tasks-services.html`, (input) =>
    words(
      isFargate(input) && (input.placementConstraints ?? []).length > 0,
      'Fargate compatible task definitions do not support placement constraints.',
    ),
  ),
  rule('volumes.name', `${API}/API_Volume.html`, ({ volumes }) =>
    firstOf(volumes, ({ name }) => words(!NAME.test(name ?? ''), `Invalid volume name '${name ?? ''}'.`)),
  ),
  rule('volumes.name', `${API}/API_Volume.html`, ({ volumes = [] }) => {
    const name = twice(volumes.map((volume) => volume.name));
    return words(name !== undefined, `Volume name '${name}' is not unique.`);
  }),
  rule(
    'volumes.host.sourcePath',
    'https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/174',
    (input) =>
      firstOf(input.volumes, ({ host }) =>
        words(
          isFargate(input) && host?.sourcePath !== undefined,
          'Fargate compatible task definitions do not support sourcePath',
        ),
      ),
  ),
];
