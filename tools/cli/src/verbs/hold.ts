import { whenWords } from '@slipway/tool-release';
import { holdVerb } from '@slipway/tool-ship';
import { npxSlipway } from '@slipway/tool-terminal';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    why: { type: 'string', valueHint: 'reason', description: 'What others read when their push is refused' },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'hold prod --why "Friday"': 'pushes and promotions are refused until unhold; rollbacks are not',
  },
  async run(args, context) {
    const name = checkEnvironment(args.environment, context.workspace);
    const hold = await holdVerb(name, args.why ?? 'no reason was given', shipOptions(args, context));
    const text = `"${name}" is held by ${hold.by} since ${whenWords(hold.since)} UTC: ${hold.why}\nLift it with: ${npxSlipway('unhold', name)}`;
    context.output.result(args.json ? JSON.stringify(hold) : text);
  },
});
