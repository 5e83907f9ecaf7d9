import { scan, scanReport } from '@slipway/tool-scan';
import { environmentNames } from '@slipway/tool-synth';
import { checkEnvironment } from '../environment-argument';
import { defineVerb, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { json: JSON_OUTPUT },
  words: 'environments',
  examples: {
    'scan staging prod':
      'ends with 1 when a rule is broken without a recorded reason, or a reason is out of date',
    scan: 'looks at every environment',
  },
  async run({ words: named, json }, { workspace, output }) {
    const environments = named.length > 0 ? named : environmentNames(workspace);
    const results = await scan(
      workspace,
      environments.map((name) => checkEnvironment(name, workspace)),
    );
    output.result(json ? JSON.stringify(results) : scanReport(results).join('\n'));
    return results.every(({ clean }) => clean) ? 0 : 1;
  },
});
