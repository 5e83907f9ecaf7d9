import { notesOnly } from '../json-result';
import { defineVerb, JSON_OUTPUT } from '../verb';

export default defineVerb({
  args: {
    full: {
      type: 'boolean',
      description:
        'deploy and destroy both environments in any case, and send 5,000 requests during each roll',
    },
    json: JSON_OUTPUT,
  },
  examples: {
    rehearse: 'ends with 1 when a step is not as it should be',
    'rehearse --full': 'from nothing to nothing, under a longer load; about half an hour more',
  },
  async run({ full, json }, { workspace, output }) {
    const { renderResults, runRehearsal } = await import('@slipway/tool-rehearse');
    const results = await runRehearsal({ workspace, full, output: json ? notesOnly(output) : output });
    output.result(json ? JSON.stringify(results, undefined, 2) : `\n${renderResults(results)}`);
    return results.every(({ asExpected }) => asExpected) ? 0 : 1;
  },
});
