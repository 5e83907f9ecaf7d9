import { defineEnvironment, type Environment, type EnvironmentSpec } from '@slipway/core';
import { put } from './setting-path';
import { PLAIN, SETTINGS } from './settings';

interface Row {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Environments that have, between them, every row of the table, as few as there can be without a search: what takes
 * minutes each is asked of these instead of each row. Rows that exclude each other are in different ones.
 */
export function packedSettings(): readonly EnvironmentSpec[] {
  const packs: EnvironmentSpec[] = [];
  for (const row of rows()) {
    const index = packs.findIndex((pack) => fits(pack, row));
    if (index < 0) packs.push(put(PLAIN, row.path, row.value));
    else packs[index] = put(packs[index] ?? PLAIN, row.path, row.value);
  }
  return packs;
}

function rows(): readonly Row[] {
  return Object.entries(SETTINGS).flatMap(([path, values]) =>
    values.map((value: unknown) => ({ path, value })),
  );
}

/** Nothing that the pack says is taken back by it, and the whole is valid. */
function fits(pack: EnvironmentSpec, { path, value }: Row): boolean {
  if (at(pack, path) !== undefined && at(pack, path) !== at(PLAIN, path)) return false;
  // What is a word in the pack, such as `false`, would become a section.
  const names = path.split('.');
  const sections = names.slice(0, -1).map((_, depth) => at(pack, names.slice(0, depth + 1).join('.')));
  if (sections.some((section) => section !== undefined && typeof section !== 'object')) return false;
  return defined(put(pack, path, value)) !== undefined;
}

function at(spec: EnvironmentSpec, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as { [name: string]: unknown } | undefined)?.[name], spec);
}

function defined(spec: EnvironmentSpec): Environment | undefined {
  try {
    return defineEnvironment(spec);
  } catch {
    return undefined;
  }
}
