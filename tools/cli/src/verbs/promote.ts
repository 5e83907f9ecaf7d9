import { promoteVerb } from '@slipway/tool-ship';
import { parseVersion } from '@slipway/tool-release';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES } from '../verb';

export default defineVerb({
  args: {
    environment: { ...ENVIRONMENT, required: false, description: 'Where it goes (default: prod)' },
    release: {
      type: 'positional',
      required: false,
      description: 'Which one, such as v12 (default: what is live)',
    },
    from: { type: 'string', valueHint: 'environment', description: 'Where it comes from (default: staging)' },
    'dry-run': { type: 'boolean', description: 'Show what it would do and stop' },
    'allow-older': { type: 'boolean', description: 'Even if the commit is older than the live one' },
    yes: YES,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    promote: 'what is live in staging goes to prod, after you have seen what that means',
    'promote prod v12 --from staging': 'a release that was live there',
    'promote prod -y': 'for a pipeline, where nobody can answer',
  },
  async run(args, context) {
    const { workspace, output } = context;
    const target = checkEnvironment(args.environment ?? 'prod', workspace);
    const { exitCode, record, preview } = await promoteVerb(target, {
      ...shipOptions(args, context),
      source: checkEnvironment(args.from ?? 'staging', workspace),
      version: args.release === undefined ? undefined : parseVersion(args.release),
      dryRun: args['dry-run'],
      allowOlder: args['allow-older'],
    });
    if (args.json && !record) output.result(JSON.stringify(preview, undefined, 2));
    return exitCode;
  },
});
