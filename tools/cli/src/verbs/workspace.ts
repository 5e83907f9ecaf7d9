import { workspace as selectWorkspace } from '@slipway/tool-deploy';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, EMBEDDED, ENVIRONMENT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT, embedded: EMBEDDED },
  examples: { 'workspace prod': 'makes the workspace if it is not there yet' },
  async run({ environment, embedded }, { workspace, output }) {
    await selectWorkspace(checkEnvironment(environment, workspace), { workspace, output, embedded });
  },
});
