import { relative } from 'node:path';
import { synthesize } from '@slipway/tool-synth';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, json: JSON_OUTPUT },
  examples: { 'synth prod': 'writes cdktf.out/prod; needs no credentials and no network' },
  async run({ environment, json }, { workspace, output }) {
    const { directory, stackFile } = await synthesize(checkEnvironment(environment, workspace), {
      workspace,
    });
    output.result(json ? JSON.stringify({ directory, stackFile }) : relative(workspace, stackFile));
  },
});
