import {
  getConfig,
  listConfig,
  serviceOf,
  setConfig,
  unsetConfig,
  type ConfigPlace,
} from '@slipway/tool-operate';
import {
  configDiff,
  configDiffLines,
  configHistory,
  configHistoryLines,
  Ledger,
  readConfig,
} from '@slipway/tool-release';
import { valuesFor, type AskedValues } from './config-values';
import { UsageError } from './usage-error';
import type { Context } from './verb';

export interface AskedConfig extends AskedValues {
  readonly count: string | undefined;
  readonly json: boolean;
}

/** @returns whether something was changed */
type Action = (place: ConfigPlace, asked: AskedConfig, context: Context) => Promise<boolean>;

/** A screen of them. */
const DEFAULT_COUNT = '20';

/** What `slipway config` can be asked for, by its first word. */
export const CONFIG_ACTIONS: { readonly [name: string]: Action } = {
  list: async (place, { service, json }, { output }) => {
    const listed = await listConfig(place, service);
    output.result(json ? JSON.stringify(listed, undefined, 2) : listing(listed));
    return false;
  },
  get: async (place, { names, service, json }, { output }) => {
    const [name = ''] = names;
    if (names.length !== 1) throw new UsageError('Which one? Add one name after the environment.');
    const value = await getConfig(place, name, service);
    output.result(json ? JSON.stringify({ name, value }) : value);
    return false;
  },
  set: async (place, asked, context) => {
    const { service, from } = asked;
    const values = await valuesFor(place, asked, context);
    await setConfig(place, values, { service, from });
    say([...values.keys()], 'set', asked, context.output);
    return values.size > 0;
  },
  unset: async (place, asked, { output }) => {
    if (asked.names.length === 0) throw new UsageError('Which ones? Add their names after the environment.');
    const removed = await unsetConfig(place, asked.names, asked.service);
    say(removed, 'unset', asked, output);
    return removed.length > 0;
  },
  history: async (place, { names, service, count, json }, { output }) => {
    const [name, ...more] = names;
    if (more.length > 0) throw new UsageError('Of one secret or of all: add one name, or none.');
    const of = service === undefined ? undefined : serviceOf(place, service).name;
    const { environment, store } = place;
    const entries = await configHistory(
      { store, ledger: new Ledger(environment.name, store) },
      { count: countOf(count ?? DEFAULT_COUNT), service: of, name },
    );
    output.result(
      json ? JSON.stringify(entries, undefined, 2) : configHistoryLines(entries, output).join('\n'),
    );
    return false;
  },
  diff: async (place, { names, service, elsewhere, json }, { output }) => {
    const [other, ...more] = names;
    const own = place.environment.name;
    if (other === undefined || more.length > 0)
      throw new UsageError('With which one? Add one environment after the first.');
    if (other === own) throw new UsageError(`"${own}" is the same environment. Name another.`);
    const of = service === undefined ? undefined : serviceOf(place, service).name;
    const [here, there] = await Promise.all([readConfig(place), elsewhere(other, readConfig)]);
    const rows = configDiff({ environment: own, config: here }, { environment: other, config: there }).filter(
      (row) => of === undefined || row.service === of,
    );
    output.result(
      json ? JSON.stringify(rows, undefined, 2) : configDiffLines(rows, [own, other], output).join('\n'),
    );
    return false;
  },
};

function listing({ entries, missing, notDeployed }: Awaited<ReturnType<typeof listConfig>>): string {
  const width = Math.max(0, ...[...entries.map(({ name }) => name), ...missing].map(({ length }) => length));
  const lines = [
    ...entries.map(
      ({ name, version, changedAt }) =>
        `${name.padEnd(width)}  version ${version}, ${changedAt.slice(0, 16).replace('T', ' ')} UTC`,
    ),
    ...missing.map((name) => `${name.padEnd(width)}  missing: no release is made without it`),
  ];
  const listed = lines.join('\n') || 'Nothing is set.';
  return notDeployed === undefined ? listed : `${listed}\n${notDeployed}`;
}

function say(
  names: readonly string[],
  done: 'set' | 'unset',
  { json }: AskedConfig,
  output: Context['output'],
): void {
  const text =
    names.length > 0 ? `${names.join(', ')}: ${done}` : 'None of them was set. Nothing was changed.';
  output.result(json ? JSON.stringify({ [done]: names }) : text);
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new UsageError(`--count is "${text}". Allowed: a whole number from 1.`);
}
