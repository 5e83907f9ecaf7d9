import { destroyVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { notesOnly } from '../json-result';
import { shipOptions } from '../ship-options';
import { ALLOW_DESTROY, defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    yes: YES,
    'allow-destroy': ALLOW_DESTROY,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'destroy local': 'does not ask: local is disposable',
    'destroy prod':
      'asks for the name of prod, and refuses what holds data unless it is named with --allow-destroy',
  },
  async run(args, context) {
    const { workspace, output } = context;
    const { summary, changed } = await destroyVerb(checkEnvironment(args.environment, workspace), {
      ...shipOptions(args, context),
      output: args.json ? notesOnly(output) : output,
      allowDestroy: args['allow-destroy'],
    });
    if (args.json) output.result(JSON.stringify({ changed, plan: summary }, undefined, 2));
  },
});
