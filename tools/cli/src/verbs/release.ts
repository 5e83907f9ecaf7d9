import { releaseVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    image: {
      type: 'string',
      valueHint: 'sha256:…',
      description: 'Digest of an image in the registry (default: the app as it is here, built if needed)',
    },
    commit: {
      type: 'string',
      description: 'What the image was built from (default: the commit checked out here)',
    },
    'allow-older': { type: 'boolean', description: 'Even if the commit is older than the live one' },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'release local': 'builds the app unless the registry has it, and releases it',
    'release staging --image sha256:9f86d0…': 'releases what a pipeline has pushed',
  },
  async run(args, context) {
    const { exitCode } = await releaseVerb(checkEnvironment(args.environment, context.workspace), {
      ...shipOptions(args, context),
      image: args.image,
      commit: args.commit,
      allowOlder: args['allow-older'],
    });
    return exitCode;
  },
});
