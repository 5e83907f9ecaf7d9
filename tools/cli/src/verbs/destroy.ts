import { destroy } from '@slipway/tool-deploy';
import { checkEnvironment } from '../environment-argument';
import { notesOnly } from '../json-result';
import { ALLOW_DESTROY, defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    yes: YES,
    'allow-destroy': ALLOW_DESTROY,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  repeatable: ['allow-destroy'],
  examples: {
    'destroy local': 'asks nothing: local is disposable',
    'destroy prod':
      'asks for the name of prod, and refuses what holds data unless it is named with --allow-destroy',
  },
  async run(args, { root, output, every }) {
    const { summary, changed } = await destroy(checkEnvironment(args.environment, root), {
      root,
      output: args.json ? notesOnly(output) : output,
      embedded: args.embedded,
      yes: args.yes,
      allowDestroy: every('allow-destroy'),
    });
    if (args.json) output.result(JSON.stringify({ changed, plan: summary }, undefined, 2));
  },
});
