import { unholdVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED, json: JSON_OUTPUT },
  examples: { 'unhold prod': 'pushes and promotions go through again' },
  async run(args, context) {
    const name = checkEnvironment(args.environment, context.workspace);
    const lifted = await unholdVerb(name, shipOptions(args, context));
    const text = lifted ? `"${name}" is no longer held. It was: ${lifted.why}` : `Nothing held "${name}".`;
    context.output.result(args.json ? JSON.stringify({ lifted: lifted ?? null }) : text);
  },
});
