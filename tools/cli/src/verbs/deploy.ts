import { deployVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { notesOnly } from '../json-result';
import { shipOptions } from '../ship-options';
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
  examples: {
    'deploy staging': 'asks before anything is changed',
    'deploy prod --dry-run': 'the same as plan',
    'deploy prod -y': 'for a pipeline, where nobody can answer',
    'deploy prod --embedded': 'rehearses prod on the embedded cloud',
  },
  async run(args, context) {
    const { workspace, output } = context;
    const { result, record, exitCode } = await deployVerb(checkEnvironment(args.environment, workspace), {
      ...shipOptions(args, context),
      output: args.json ? notesOnly(output) : output,
      dryRun: args['dry-run'],
      allowDestroy: args['allow-destroy'],
    });
    const { changed, summary } = result;
    if (args.json)
      output.result(JSON.stringify({ changed, plan: summary, release: record ?? null }, undefined, 2));
    return exitCode;
  },
});
