import { parseVersion, releaseDetailLines, releaseListLines } from '@slipway/tool-release';
import { releasesVerb, showReleaseVerb } from '@slipway/tool-ship';
import { checkEnvironment } from '../environment-argument';
import { shipOptions } from '../ship-options';
import { UsageError } from '../usage-error';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

const SHOW = 'show';

/** A screen of them. */
const DEFAULT_COUNT = '20';

export default defineVerb({
  args: {
    environment: ENVIRONMENT,
    count: { type: 'string', valueHint: 'number', description: `How many (default: ${DEFAULT_COUNT})` },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  words: 'show release',
  examples: {
    'releases staging': 'the newest ones: state, who, commit, why, how long',
    'releases staging show v12': 'everything that is recorded of one',
    'releases staging --json': 'for a script',
  },
  async run(args, context) {
    const { output } = context;
    if (args.environment === SHOW) throw showFirst(args.words);
    const name = checkEnvironment(args.environment, context.workspace);
    const options = shipOptions(args, context);
    const [action, release, ...more] = args.words;
    if (action === undefined) {
      const records = await releasesVerb(name, countOf(args.count ?? DEFAULT_COUNT), options);
      output.result(
        args.json ? JSON.stringify(records, undefined, 2) : releaseListLines(records, output).join('\n'),
      );
      return;
    }
    if (action !== SHOW || more.length > 0)
      throw new UsageError(
        `What is "${[action, release, ...more].filter(Boolean).join(' ')}"? There is: slipway releases ${name} ${SHOW} ${/^v\d+$/.test(action) ? action : 'v12'}`,
      );
    if (release === undefined) throw new UsageError('Which release? Add it after show, such as v12.');
    const record = await showReleaseVerb(name, parseVersion(release), options);
    output.result(
      args.json ? JSON.stringify(record, undefined, 2) : releaseDetailLines(record, output).join('\n'),
    );
  },
});

/** The words in the order of a sentence, which is not that of every other verb. */
function showFirst(words: readonly string[]): UsageError {
  const release = words.find((word) => /^v?\d+$/.test(word)) ?? 'v12';
  const environment = words.find((word) => word !== release) ?? '<environment>';
  return new UsageError(`The environment comes first: slipway releases ${environment} ${SHOW} ${release}`);
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new UsageError(`--count is "${text}". Allowed: a whole number from 1.`);
}
