import { buildVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED, json: JSON_OUTPUT },
  examples: {
    'build staging': 'builds and pushes the app unless the registry has it, and prints the digest',
    'build staging --json': 'for a pipeline: {"tag":"inputs-…","digest":"sha256:…","built":true}',
  },
  async run(args, context) {
    await buildVerb(checkEnvironment(args.environment, context.workspace), shipOptions(args, context));
  },
});
