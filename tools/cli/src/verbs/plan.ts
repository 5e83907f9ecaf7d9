import { planEnvironment } from '@slipway/tool-deploy';
import { LiveInspection } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { notesOnly } from '../json-result';
import { shipOptions } from '../ship-options';
import { ALLOW_DESTROY, defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    destroy: { type: 'boolean', description: 'Plan the removal of everything' },
    'detailed-exitcode': { type: 'boolean', description: 'End with 3 when there is something to change' },
    'allow-destroy': ALLOW_DESTROY,
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'plan prod': 'shows what would be lost first, then what would be changed and made',
    'plan prod --detailed-exitcode': 'ends with 0 when prod is what its file says, with 3 when not',
  },
  async run(args, context) {
    const { workspace, output } = context;
    const name = checkEnvironment(args.environment, workspace);
    const { summary, exitCode } = await planEnvironment(name, {
      workspace,
      output: args.json ? notesOnly(output) : output,
      embedded: args.embedded,
      destroy: args.destroy,
      detailedExitCode: args['detailed-exitcode'],
      allowDestroy: args['allow-destroy'],
      inspect: new LiveInspection(name, shipOptions(args, context)).inspect,
    });
    if (args.json) output.result(JSON.stringify(summary, undefined, 2));
    return exitCode;
  },
});
