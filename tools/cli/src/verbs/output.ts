import { showOutput } from '@slipway/tool-deploy';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    name: { type: 'positional', required: false, description: 'One output, printed bare, secret or not' },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  examples: {
    'output staging': 'all of them; secrets are not shown',
    'output staging url': 'just the value, for a script',
    'output staging --json': 'all of them, for a script',
  },
  async run({ environment, name, embedded, json }, { workspace, output }) {
    await showOutput(checkEnvironment(environment, workspace), {
      workspace,
      output,
      embedded,
      only: name,
      json,
    });
  },
});
