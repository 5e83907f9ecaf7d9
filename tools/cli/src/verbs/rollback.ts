import { parseVersion } from '@slipway/tool-release';
import { rollbackVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, YES } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    release: {
      type: 'positional',
      required: false,
      description: 'Which one, such as v12 (default: the last other image that was live)',
    },
    'with-config': {
      type: 'boolean',
      description: 'The secrets of that release come back, too (default: those that are set stay)',
    },
    'dry-run': { type: 'boolean', description: 'Show what it would do and stop' },
    yes: YES,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'rollback prod': 'to what was live before; pushes then wait until unhold',
    'rollback prod v8 --with-config': 'code and secrets as v8 had them',
    'rollback prod v12 --dry-run': 'shows what that would undo, and what it may break',
  },
  async run(args, context) {
    const { exitCode, record, preview } = await rollbackVerb(
      checkEnvironment(args.environment, context.workspace),
      {
        ...shipOptions(args, context),
        version: args.release === undefined ? undefined : parseVersion(args.release),
        withConfig: args['with-config'],
        dryRun: args['dry-run'],
      },
    );
    if (args.json && !record) context.output.result(JSON.stringify(preview, undefined, 2));
    return exitCode;
  },
});
