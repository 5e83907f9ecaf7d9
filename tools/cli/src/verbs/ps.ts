import { readTasks, renderTasks, TARGETS_GONE, type TaskRow } from '@slipway/tool-operate';
import { npxSlipway } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED, json: JSON_OUTPUT },
  examples: {
    'ps staging': 'every task: its release, state, health, age and size',
    'ps staging --json': 'the same for a script, with whole task ids',
  },
  async run(args, context) {
    const tasks = await atEnvironment(args, context, readTasks);
    context.output.result(args.json ? JSON.stringify(tasks, undefined, 2) : asText(tasks, args.environment));
  },
});

function asText(tasks: readonly TaskRow[], environment: string): string {
  if (tasks.length === 0) return `Nothing runs in "${environment}".`;
  const table = renderTasks(tasks, new Date());
  if (!tasks.some(({ health }) => health === TARGETS_GONE)) return table;
  return `${table}\nWithout its target group, no request gets to a task. Make it again: ${npxSlipway('deploy', environment)}`;
}
