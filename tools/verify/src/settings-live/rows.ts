import { isDeepStrictEqual } from 'node:util';
import type { EnvironmentSpec } from '@slipway/core';
import { put, type SettingPath } from '../setting-path';
import { SETTINGS } from '../settings';
import { BASES, type BaseName } from './bases';
import { BEGINNINGS, FURTHER_CHANGES, type Beginning } from './further-changes';

/** One change of one setting of an environment that is live. */
export interface LiveRow {
  readonly setting: SettingPath;
  /** What the setting becomes, from what, as a cell of the table; with the setting, the row's identity. */
  readonly change: string;
  readonly base: BaseName;
  /** What has to be deployed, one after the other, before the change can be made; beside the base itself. */
  readonly before: readonly EnvironmentSpec[];
  readonly to: EnvironmentSpec;
}

/**
 * Every change that the page has, in its order: each value of each setting, then what is another kind of change. What
 * begins where another ends comes right after it.
 */
export function liveRows(): readonly LiveRow[] {
  return (Object.keys(SETTINGS) as SettingPath[]).flatMap((setting) => {
    const further = FURTHER_CHANGES.filter((change) => change.setting === setting).map((change) =>
      row(setting, change.value, change),
    );
    const rows = SETTINGS[setting].map((value: unknown) => changeTo(setting, value));
    return inTurn([...rows, ...further]);
  });
}

function inTurn(rows: readonly LiveRow[]): readonly LiveRow[] {
  const turn: LiveRow[] = [];
  const follow = (row: LiveRow) => {
    if (turn.includes(row)) return;
    turn.push(row);
    for (const next of rows) if (isDeepStrictEqual(next.before.at(-1), row.to)) follow(next);
  };
  for (const row of rows) follow(row);
  return turn;
}

function changeTo(setting: SettingPath, value: unknown): LiveRow {
  const beginning = BEGINNINGS[setting] ?? {};
  const same = JSON.stringify(valueAt(startOf(beginning), setting)) === JSON.stringify(value);
  // What the base has to have off its default goes back to it.
  return row(setting, same ? undefined : value, beginning);
}

function row(setting: SettingPath, value: unknown, beginning: Beginning): LiveRow {
  const { base = 'staging', steps = [], with: along = {} } = beginning;
  const before = steps.map((step) => putAll(BASES[base], step));
  const start = startOf(beginning);
  // Without what is undefined, so that two ways to one environment are one.
  const to = JSON.parse(JSON.stringify(putAll(put(start, setting, value), along))) as EnvironmentSpec;
  return { setting, change: changeWords(start, setting, value, along), base, before, to };
}

function startOf({ base = 'staging', steps = [] }: Beginning): EnvironmentSpec {
  return putAll(BASES[base], steps.at(-1) ?? {});
}

function putAll(spec: EnvironmentSpec, values: { readonly [path: string]: unknown }): EnvironmentSpec {
  return Object.entries(values).reduce((changed, [path, value]) => put(changed, path, value), spec);
}

export function valueAt(spec: EnvironmentSpec, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as { [name: string]: unknown } | undefined)?.[name], spec);
}

function changeWords(
  start: EnvironmentSpec,
  setting: string,
  value: unknown,
  along: { readonly [path: string]: unknown },
): string {
  const beside = Object.entries(along).map(
    ([path, other]) => `, and \`${path}\` ${valueWords(valueAt(start, path))} → ${valueWords(other)}`,
  );
  return `${valueWords(valueAt(start, setting))} → ${valueWords(value)}${beside.join('')}`;
}

/** As it is written in environment.ts. */
export function valueWords(value: unknown): string {
  return value === undefined ? 'default' : `\`${literal(value)}\``;
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => `${/^\w+$/.test(name) ? name : `'${name}'`}: ${literal(inner)}`);
    return `{ ${parts.join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}
