import type { ExecuteCommandRequest, RunTaskRequest } from '@aws-sdk/client-ecs';
import { fargateSizeProblem, memoryMiB } from '../../fargate-sizes';
import { noRole } from '../../../iam/no-role';
import { definitionOf, needsInstances } from './placement-rules';
import { API, CODES, firstOf, GUIDE, words, type Rule } from './rule';
import { isToken, NETWORK_MISSING } from './service-rules';

const RUN = `${API}/API_RunTask.html`;
const OVERRIDE = `${API}/API_TaskOverride.html`;
const MOST_TOKEN = 64;
const MOST_CHARACTERS = 8192;

const rule = (
  member: string,
  source: string,
  refuses: Rule<RunTaskRequest>['refuses'],
): Rule<RunTaskRequest> => ({ member, code: CODES.PARAMETER, source, refuses });

/** What RunTask can be asked for. */
export const RUN_TASK_RULES: readonly Rule<RunTaskRequest>[] = [
  rule('taskDefinition', RUN, ({ taskDefinition }) =>
    words(!taskDefinition, 'TaskDefinition can not be blank.'),
  ),
  rule('count', RUN, ({ count = 1 }) =>
    words(count < 1 || count > 10, 'Invalid count: it must be between 1 and 10.'),
  ),
  rule('startedBy', RUN, ({ startedBy = '' }) =>
    // Letters, digits and a few signs, says the reference; ecs-deploy sends "ECS Deploy", which AWS takes.
    words(startedBy.length > 128, 'startedBy can have at most 128 characters.'),
  ),
  rule('clientToken', `${API}/ECS_Idempotency.html`, ({ clientToken }) =>
    words(
      clientToken !== undefined && !isToken(clientToken, MOST_TOKEN),
      `clientToken can have at most ${MOST_TOKEN} ASCII characters in the range of 33-126.`,
    ),
  ),
  rule('propagateTags', RUN, ({ propagateTags }) =>
    words(propagateTags === 'SERVICE', 'RunTask does not support propagateTags SERVICE.'),
  ),
  rule('launchType', RUN, (input, { region }) =>
    words(needsInstances(input, region), 'No Container Instances were found in your cluster.'),
  ),
  rule('group', RUN, ({ group = '' }) =>
    words(group.startsWith('service:'), "Invalid group: the prefix 'service:' is reserved."),
  ),
  rule('networkConfiguration', `${API}/API_NetworkConfiguration.html`, (input, context) =>
    words(
      definitionOf(input, context)?.networkMode === 'awsvpc' &&
        input.networkConfiguration?.awsvpcConfiguration === undefined,
      NETWORK_MISSING,
    ),
  ),
  ...(['placementConstraints', 'placementStrategy'] as const).map((member) =>
    rule(member, `${GUIDE}/fargate-tasks-services.html`, (input) =>
      words((input[member] ?? []).length > 0, `${member} is not supported with FARGATE launch type.`),
    ),
  ),
  rule('overrides', OVERRIDE, ({ overrides }) =>
    words(
      JSON.stringify(overrides ?? {}).length > MOST_CHARACTERS,
      `Container Overrides length must be at most ${MOST_CHARACTERS}`,
    ),
  ),
  rule('overrides.containerOverrides', `${API}/API_ContainerOverride.html`, (input, context) => {
    const definition = definitionOf(input, context);
    const known = definition?.containerDefinitions?.map(({ name }) => name);
    return firstOf(input.overrides?.containerOverrides, ({ name }) =>
      words(
        known !== undefined && !known.includes(name),
        `Override for container named ${name} is not a container in the TaskDefinition.`,
      ),
    );
  }),
  rule('overrides.containerOverrides.resourceRequirements', OVERRIDE, ({ overrides }) =>
    firstOf(overrides?.containerOverrides, ({ resourceRequirements = [] }) =>
      words(
        resourceRequirements.length > 0,
        'Tasks using the Fargate launch type do not support GPU resource requirements.',
      ),
    ),
  ),
  rule('overrides.cpu', OVERRIDE, (input, context) => {
    const { cpu, memory } = input.overrides ?? {};
    const definition = definitionOf(input, context);
    if (definition === undefined || (cpu === undefined && memory === undefined)) return undefined;
    return fargateSizeProblem(cpu ?? definition.cpu, memory ?? definition.memory);
  }),
  rule(
    'overrides.containerOverrides.memory',
    'https://github.com/artilleryio/artillery/issues/591',
    (input, context) => {
      const total = input.overrides?.memory ?? definitionOf(input, context)?.memory;
      return firstOf(input.overrides?.containerOverrides, ({ name, memory = 0 }) =>
        words(
          total !== undefined && memory > memoryMiB(total),
          `'memory' setting for container '${name}' is greater than for task.`,
        ),
      );
    },
  ),
];

/** The last one, as it asks IAM. */
export const ROLE_RULES: readonly Rule<RunTaskRequest>[] = [
  {
    member: 'taskDefinition',
    code: CODES.CLIENT,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    refuses: async (input, context) => {
      const definition = definitionOf(input, context);
      for (const member of ['executionRoleArn', 'taskRoleArn'] as const) {
        const role = input.overrides?.[member] ?? definition?.[member];
        if (role && !(await context.account.hasRole(context.region, role))) return noRole(role);
      }
      return undefined;
    },
  },
];

/** What ExecuteCommand can be asked for. */
export const EXEC_RULES: readonly Rule<ExecuteCommandRequest>[] = [
  {
    member: 'command',
    code: CODES.PARAMETER,
    source: `${API}/API_ExecuteCommand.html`,
    refuses: ({ command }) => words(!command, 'Command can not be blank.'),
  },
  {
    member: 'task',
    code: CODES.PARAMETER,
    source: `${API}/API_ExecuteCommand.html`,
    refuses: ({ task }) => words(!task, 'Task identifier cannot be empty.'),
  },
  {
    member: 'interactive',
    code: CODES.PARAMETER,
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    refuses: ({ interactive }) =>
      words(interactive !== true, 'Interactive is the only mode supported currently.'),
  },
];
