import { validate } from '@slipway/tool-deploy';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, ENVIRONMENT } from '../verb';

export default defineVerb({
  args: { environment: ENVIRONMENT },
  examples: { 'validate prod': 'needs Terraform and the AWS provider, but no credentials' },
  async run({ environment }, { workspace, output }) {
    await validate(checkEnvironment(environment, workspace), { workspace, output });
  },
});
