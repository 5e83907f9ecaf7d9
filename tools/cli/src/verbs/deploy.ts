import { deploy } from '@slipway/tool-deploy';
import { checkEnvironment } from '../environment-argument';
import { notesOnly } from '../json-result';
import { ALLOW_DESTROY, defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    yes: YES,
    'dry-run': { type: 'boolean', description: 'Show the plan and stop' },
    'allow-destroy': ALLOW_DESTROY,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  repeatable: ['allow-destroy'],
  examples: {
    'deploy staging': 'asks before anything is changed',
    'deploy prod --dry-run': 'the same as plan',
    'deploy prod -y': 'for a pipeline, where nobody can answer',
    'deploy prod --embedded': 'rehearses prod on the embedded cloud',
  },
  async run(args, { root, output, every }) {
    const { summary, changed } = await deploy(checkEnvironment(args.environment, root), {
      root,
      output: args.json ? notesOnly(output) : output,
      embedded: args.embedded,
      yes: args.yes,
      dryRun: args['dry-run'],
      allowDestroy: every('allow-destroy'),
    });
    if (args.json) output.result(JSON.stringify({ changed, plan: summary }, undefined, 2));
  },
});
