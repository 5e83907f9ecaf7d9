import { refuseValues, type ConfigPlace } from '@slipway/tool-operate';
import { configPlace } from '@slipway/tool-ship';
import { npxSlipway } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { CONFIG_ACTIONS } from '../config-actions';
import { keptWords, releaseConfig } from '../config-release';
import { unknownWord } from '../usage-error';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT } from '../verb';

/** Those that may be stopped in the middle. */
const CHANGING: ReadonlySet<string> = new Set(['set', 'unset']);

export default defineVerb({
  args: {
    action: {
      type: 'positional',
      required: true,
      description: `One of ${Object.keys(CONFIG_ACTIONS).join(', ')}`,
    },
    environment: ENVIRONMENT,
    service: {
      type: 'string',
      valueHint: 'name',
      description: 'Whose secrets (default: web; history and diff: of all)',
    },
    'from-stdin': { type: 'boolean', description: 'With set: NAME=value lines, several at once' },
    from: {
      type: 'string',
      valueHint: 'environment',
      description: 'With set: take the values that are set there, without showing them',
    },
    count: { type: 'string', valueHint: 'number', description: 'With history: how many (default: 20)' },
    release: {
      type: 'boolean',
      default: true,
      description: 'Leave running tasks as they are until the next release',
    },
    embedded: EMBEDDED,
    json: JSON_OUTPUT,
  },
  words: 'names',
  examples: {
    'config list staging': 'names, versions and what is missing; never values',
    'config set staging SESSION_KEY': 'asks for the value without showing it',
    'config set staging SESSION_KEY < key.txt': 'reads it, without the line break at the end',
    'config set staging --from-stdin < secrets.env': 'several at once, as one change and one release',
    'config set prod MAIL_KEY --from staging': 'the value that staging has',
    'config get staging SESSION_KEY': 'prints the value, for you or a script',
    'config unset staging OLD_KEY': 'the next tasks do not have it',
    'config history prod': 'who changed what, and which releases ran with it',
    'config history prod SESSION_KEY': 'of one secret',
    'config diff staging prod': 'what only one of them has; names and versions',
  },
  async run(args, context) {
    const run = Object.hasOwn(CONFIG_ACTIONS, args.action) ? CONFIG_ACTIONS[args.action] : undefined;
    const actions = Object.keys(CONFIG_ACTIONS);
    if (!run) throw unknownWord('action', args.action, actions, `There are: ${actions.join(', ')}.`);
    const names = args.words;
    refuseValues(names);
    const asked = {
      names,
      service: args.service,
      fromStdin: args['from-stdin'] ?? false,
      from: args.from,
      count: args.count,
      elsewhere: <T>(environment: string, work: (place: ConfigPlace) => Promise<T>) =>
        atEnvironment({ environment, embedded: args.embedded }, context, (open) =>
          work(configPlace(open, context)),
        ),
      json: args.json ?? false,
    };
    const safe = CHANGING.has(args.action)
      ? `Either all of it was changed or nothing. This tells: ${npxSlipway('config', 'history', args.environment)}`
      : undefined;
    return atEnvironment({ ...args, safe }, context, async (open) => {
      const changed = await run(configPlace(open, context), asked, context);
      if (!changed) return 0;
      if (args.release) return releaseConfig(open, context, asked.json);
      context.output.note(await keptWords(configPlace(open, context)));
      return 0;
    });
  },
});
