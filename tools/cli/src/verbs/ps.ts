import { readTasks, renderTasks, type TaskRow } from '@slipway/tool-operate';
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
  return tasks.length > 0 ? renderTasks(tasks, new Date()) : `Nothing runs in "${environment}".`;
}
