import { parseScale, scale } from '@slipway/tool-operate';
import { npxSlipway } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    tasks: { type: 'positional', required: true, description: 'How many of which service, such as web=2' },
    wait: { type: 'boolean', default: true, description: 'Do not wait until that many run' },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'scale staging web=2':
      'within the limits of the last deploy; autoscaling may change it again as load changes',
    'scale staging web=2 --no-wait': 'does not wait for the tasks',
  },
  async run(args, context) {
    const { output } = context;
    const wanted = parseScale(args.tasks);
    const safe = `If the number was changed, ECS goes on with it: ${npxSlipway('ps', args.environment)}`;
    const done = await atEnvironment({ ...args, safe }, context, (open) =>
      scale(open, wanted, {
        wait: args.wait,
        progress: (running, desired) => output.status(`${running} of ${desired} run`),
      }),
    ).finally(() => output.status(''));
    const { service, before, count, running } = done;
    output.result(
      args.json
        ? JSON.stringify(done)
        : `${service}: ${before} -> ${count} ${count === 1 ? 'task' : 'tasks'}, ${running} running`,
    );
  },
});
