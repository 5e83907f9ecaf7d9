import type { Attribute, ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { parseImageReference } from '../images/image-reference';

const DOCKER = 'com.amazonaws.ecs.capability.docker-remote-api';
const CAPABILITY = 'com.amazonaws.ecs.capability';

type Definition = Pick<
  RegisterTaskDefinitionRequest,
  'executionRoleArn' | 'taskRoleArn' | 'networkMode' | 'containerDefinitions'
>;

const some =
  (isSo: (container: ContainerDefinition, definition: Definition) => boolean) =>
  (definition: Definition): boolean =>
    (definition.containerDefinitions ?? []).some((container) => isSo(container, definition));

const hasSecret = (service: string) =>
  some(({ secrets = [] }) =>
    secrets.some(
      ({ valueFrom = '' }) => (valueFrom.includes(':secretsmanager:') ? 'asm' : 'ssm') === service,
    ),
  );

/** Each attribute, and the definitions that need it. */
const NEEDS: readonly (readonly [name: string, isNeeded: (definition: Definition) => boolean])[] = [
  [
    `${CAPABILITY}.logging-driver.awslogs`,
    some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs'),
  ],
  [
    'ecs.capability.execution-role-awslogs',
    some(
      ({ logConfiguration }, { executionRoleArn }) =>
        logConfiguration?.logDriver === 'awslogs' && Boolean(executionRoleArn),
    ),
  ],
  [`${CAPABILITY}.ecr-auth`, some(({ image = '' }) => parseImageReference(image) !== undefined)],
  [
    'ecs.capability.execution-role-ecr-pull',
    some(
      ({ image = '' }, { executionRoleArn }) =>
        parseImageReference(image) !== undefined && Boolean(executionRoleArn),
    ),
  ],
  [`${CAPABILITY}.task-iam-role`, ({ taskRoleArn }) => Boolean(taskRoleArn)],
  ['ecs.capability.task-eni', ({ networkMode }) => networkMode === 'awsvpc'],
  ['ecs.capability.secrets.ssm.environment-variables', hasSecret('ssm')],
  ['ecs.capability.secrets.asm.environment-variables', hasSecret('asm')],
  [
    'ecs.capability.container-ordering',
    some(({ startTimeout, stopTimeout }) => (startTimeout ?? stopTimeout) !== undefined),
  ],
  [`${DOCKER}.1.18`, () => true],
  [
    `${DOCKER}.1.19`,
    some(
      ({ logConfiguration, image = '' }) =>
        logConfiguration !== undefined || parseImageReference(image) !== undefined,
    ),
  ],
  [`${DOCKER}.1.22`, some(({ linuxParameters }) => linuxParameters?.tmpfs !== undefined)],
  [`${DOCKER}.1.25`, some(({ linuxParameters }) => linuxParameters?.initProcessEnabled === true)],
];

/**
 * What an agent must be able to do to run a definition, as AWS works it out when it is registered.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#ecs-attributes
 */
export function requiredAttributes(definition: Definition): Attribute[] {
  return NEEDS.filter(([, isNeeded]) => isNeeded(definition)).map(([name]) => ({ name }));
}
