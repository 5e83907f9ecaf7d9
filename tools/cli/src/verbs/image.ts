import { imageVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED, json: JSON_OUTPUT },
  examples: {
    'image staging': 'prints the tag of the app as it is here, and the digest if it is in the registry',
    'image staging --json': '{"tag":"inputs-…","digest":"sha256:…"}, or null for the digest',
  },
  async run({ environment, embedded, json }, { workspace, output }) {
    await imageVerb(checkEnvironment(environment, workspace), { workspace, output, embedded, json });
  },
});
