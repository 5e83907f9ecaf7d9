import type { Path } from './sound';

/** For required values that are wrong: harmless ones that break no rule. Nothing that they appear in is ever returned. */
const STAND_INS: Branch = {
  app: 'app',
  name: 'env',
  aws: { account: '000000000000' },
  domain: { name: 'domain.invalid' },
};

/**
 * `spec` without what is at `paths`, so that the rest of it can still be checked: optional values fall back to their
 * defaults, required ones to stand-ins.
 */
export function repair(spec: unknown, paths: readonly Path[]): unknown {
  const whole = fillIn(spec, STAND_INS);
  const targets = paths.map((path) => removable(whole, path));
  return fillIn(targets.reduce<unknown>(remove, whole), STAND_INS);
}

interface Branch {
  readonly [key: string]: unknown;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fillIn(value: unknown, standIns: Branch): unknown {
  if (!isBranch(value)) return value === undefined ? standIns : value;
  const filled = Object.entries(standIns).map(([key, standIn]): [string, unknown] => [
    key,
    isBranch(standIn) ? fillIn(value[key], standIn) : (value[key] ?? standIn),
  ]);
  return { ...value, ...Object.fromEntries(filled) };
}

/** The part of `path` to remove: a list goes as a whole, and so does an object that lacks a required key. */
function removable(value: unknown, [key, ...rest]: Path): Path {
  if (key === undefined || !isBranch(value) || !(key in value)) return [];
  return [key, ...removable(value[String(key)], rest)];
}

function remove(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return undefined;
  if (!isBranch(value) || !(key in value)) return value;
  const { [String(key)]: child, ...others } = value;
  return rest.length === 0 ? others : { ...others, [String(key)]: remove(child, rest) };
}
