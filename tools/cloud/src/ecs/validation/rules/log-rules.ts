import type { LogConfiguration, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { isFargate, type DefinitionRule } from './definition-rules';
import { API, CODES, firstOf, words, type Words } from './rule';

const LOGS = `${API}/API_LogConfiguration.html`;
const FARGATE_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];
const REQUIRED = ['awslogs-region', 'awslogs-group'];
/** What Fargate needs besides. */
const PREFIX = 'awslogs-stream-prefix';
const OPTIONS = [
  ...REQUIRED,
  PREFIX,
  'awslogs-create-group',
  'awslogs-datetime-format',
  'awslogs-multiline-pattern',
  'mode',
  'max-buffer-size',
];

function logs(
  member: string,
  source: string,
  refuses: (log: LogConfiguration, definition: RegisterTaskDefinitionRequest) => Words,
): DefinitionRule {
  return {
    member: `containerDefinitions.logConfiguration${member}`,
    code: CODES.CLIENT,
    source,
    refuses: (input) =>
      firstOf(input.containerDefinitions, ({ logConfiguration }) =>
        logConfiguration === undefined ? undefined : refuses(logConfiguration, input),
      ),
  };
}

const ofAwslogs =
  (refuses: (options: { readonly [name: string]: string }, input: RegisterTaskDefinitionRequest) => Words) =>
  ({ logDriver, options = {} }: LogConfiguration, input: RegisterTaskDefinitionRequest) =>
    logDriver === 'awslogs' ? refuses(options, input) : undefined;

/** Where a container's output may go. */
export const LOG_RULES: readonly DefinitionRule[] = [
  logs('.logDriver', LOGS, ({ logDriver = '' }, input) =>
    words(
      isFargate(input) && !FARGATE_DRIVERS.includes(logDriver),
      `Fargate compatible task definitions do not support log driver ${logDriver}.`,
    ),
  ),
  logs(
    '',
    'https://github.com/virtual-kubelet/virtual-kubelet/issues/193',
    ofAwslogs((_, input) =>
      words(
        isFargate(input) && !input.executionRoleArn,
        'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
      ),
    ),
  ),
  logs(
    '.options',
    'https://github.com/klothoplatform/klotho/issues/892',
    ofAwslogs((options, input) => {
      const required = isFargate(input) ? [...REQUIRED, PREFIX] : REQUIRED;
      return words(
        required.some((name) => !options[name]),
        `Log driver awslogs requires options: ${required.join(', ')}`,
      );
    }),
  ),
  logs(
    '.options',
    LOGS,
    ofAwslogs((options) => {
      const unknown = Object.keys(options).filter((name) => !OPTIONS.includes(name));
      return words(unknown.length > 0, `Log driver awslogs disallows options: ${unknown.join(', ')}`);
    }),
  ),
  logs(
    '.options.mode',
    LOGS,
    ofAwslogs(({ mode = 'blocking' }) =>
      words(
        mode !== 'blocking' && mode !== 'non-blocking',
        `Log driver awslogs does not support mode ${mode}: it is blocking or non-blocking.`,
      ),
    ),
  ),
];
