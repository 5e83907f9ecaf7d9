import { unlock } from '@slipway/tool-deploy';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, EMBEDDED, ENVIRONMENT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    id: { type: 'positional', required: true, description: 'Id of the lock, from the message about it' },
    embedded: EMBEDDED,
  },
  examples: {
    'unlock prod 6b1f2c1e-…': 'only when the run that the message names is certainly over',
  },
  async run({ environment, id, embedded }, { workspace, output }) {
    await unlock(checkEnvironment(environment, workspace), id, { workspace, output, embedded });
  },
});
