import { statusLines } from '@slipway/tool-release';
import { statusVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED, json: JSON_OUTPUT },
  examples: {
    'status staging':
      'what is live, what is under way, how many tasks are healthy, how long releases take at least',
    'status staging --json': 'the same for a script',
  },
  async run(args, context) {
    const facts = await statusVerb(
      checkEnvironment(args.environment, context.workspace),
      shipOptions(args, context),
    );
    context.output.result(
      args.json ? JSON.stringify(facts, undefined, 2) : statusLines(facts, context.output).join('\n'),
    );
  },
});
