import type { LocatedEnvironment } from '@slipway/tool-deploy';
import {
  checkNames,
  getConfig,
  listConfig,
  parseDotenv,
  refuseValues,
  serviceOf,
  setConfig,
  unsetConfig,
  type Values,
} from '@slipway/tool-operate';
import { npxSlipway } from '@slipway/tool-terminal';
import { atEnvironment } from '../at-environment';
import { releaseConfig } from '../config-release';
import { secretValue, standardInput } from '../typed-in';
import { unknownWord, UsageError } from '../usage-error';
import { defineVerb, EMBEDDED, ENVIRONMENT, JSON_OUTPUT, type Context } from '../verb';

interface Asked {
  readonly names: readonly string[];
  readonly service?: string;
  readonly fromStdin: boolean;
  readonly json: boolean;
}

/** @returns whether something was changed */
type Action = (open: LocatedEnvironment, asked: Asked, context: Context) => Promise<boolean>;

const ACTIONS: { readonly [name: string]: Action } = {
  list: async (open, { service, json }, { output }) => {
    const listed = await listConfig(open, service);
    output.result(json ? JSON.stringify(listed, undefined, 2) : listing(listed));
    return false;
  },
  get: async (open, { names, service, json }, { output }) => {
    const [name = ''] = names;
    if (names.length !== 1) throw new UsageError('Which one? Add one name after the environment.');
    const value = await getConfig(open, name, service);
    output.result(json ? JSON.stringify({ name, value }) : value);
    return false;
  },
  set: async (open, asked, { output }) => {
    const values = await valuesFor(open, asked, output.interactive);
    await setConfig(open, values, asked.service);
    say([...values.keys()], 'set', asked, output);
    return true;
  },
  unset: async (open, asked, { output }) => {
    if (asked.names.length === 0) throw new UsageError('Which ones? Add their names after the environment.');
    const removed = await unsetConfig(open, asked.names, asked.service);
    say(removed, 'unset', asked, output);
    return removed.length > 0;
  },
};

export default defineVerb({
  args: {
    action: { type: 'positional', required: true, description: `One of ${Object.keys(ACTIONS).join(', ')}` },
    environment: ENVIRONMENT,
    service: { type: 'string', valueHint: 'name', description: 'Whose secrets (default: web)' },
    'from-stdin': { type: 'boolean', description: 'With set: NAME=value lines, several at once' },
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
    'config set staging --from-stdin < secrets.env': 'several at once',
    'config get staging SESSION_KEY': 'prints the value, for you or a script',
    'config unset staging OLD_KEY': 'the next tasks do not have it',
  },
  async run(args, context) {
    const run = Object.hasOwn(ACTIONS, args.action) ? ACTIONS[args.action] : undefined;
    const actions = Object.keys(ACTIONS);
    if (!run) throw unknownWord('action', args.action, actions, `There are: ${actions.join(', ')}.`);
    const names = args.words;
    refuseValues(names);
    const asked: Asked = {
      names,
      service: args.service,
      fromStdin: args['from-stdin'] ?? false,
      json: args.json ?? false,
    };
    const safe = `What was changed so far is there: ${npxSlipway('config', 'list', args.environment)}`;
    return atEnvironment({ ...args, safe }, context, async (open) => {
      const changed = await run(open, asked, context);
      return changed && args.release ? releaseConfig(open, context, asked.json) : 0;
    });
  },
});

/** Names are looked at before anybody is asked for a value. */
async function valuesFor(
  { environment }: LocatedEnvironment,
  { names, service, fromStdin }: Asked,
  interactive: boolean,
): Promise<Values> {
  if (fromStdin) {
    if (names.length > 0) throw new UsageError('With --from-stdin the names are in what is read.');
    return parseDotenv(await standardInput());
  }
  if (names.length === 0) throw new UsageError('Which one? Add its name after the environment.');
  checkNames(environment, serviceOf(environment, service).name, names);
  if (names.length > 1 && !interactive)
    throw new UsageError('Standard input holds one value. For several at once use --from-stdin.');
  const values = new Map<string, string>();
  for (const name of names) values.set(name, await secretValue(name, { interactive }));
  return values;
}

function listing({ entries, missing }: Awaited<ReturnType<typeof listConfig>>): string {
  const width = Math.max(0, ...[...entries.map(({ name }) => name), ...missing].map(({ length }) => length));
  const lines = [
    ...entries.map(
      ({ name, version, changedAt }) =>
        `${name.padEnd(width)}  version ${version}, ${changedAt.slice(0, 16).replace('T', ' ')}`,
    ),
    ...missing.map((name) => `${name.padEnd(width)}  missing: no release is made without it`),
  ];
  return lines.join('\n') || 'Nothing is set.';
}

function say(
  names: readonly string[],
  done: 'set' | 'unset',
  { json }: Asked,
  output: Context['output'],
): void {
  const text =
    names.length > 0 ? `${names.join(', ')}: ${done}` : 'None of them was set. Nothing was changed.';
  output.result(json ? JSON.stringify({ [done]: names }) : text);
}
