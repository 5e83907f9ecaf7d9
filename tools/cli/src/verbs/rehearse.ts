import { notesOnly } from '../json-result';
import { defineVerb, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: { json: JSON_OUTPUT },
  examples: {
    rehearse: 'ends with 1 when a step is not as it should be; about a quarter of an hour',
  },
  async run({ json }, { root, output }) {
    const { renderResults, runRehearsal } = await import('@slipway/tool-rehearse');
    const results = await runRehearsal({ root, output: json ? notesOnly(output) : output });
    output.result(json ? JSON.stringify(results, undefined, 2) : `\n${renderResults(results)}`);
    return results.every(({ asExpected }) => asExpected) ? 0 : 1;
  },
});
