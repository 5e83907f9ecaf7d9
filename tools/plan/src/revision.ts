import { differencesOf, fromTo, isObject, jsonIn } from './differences';
import type { ChangeJson } from './plan-json';
import { changedAttributes, describeChange, hidden, isUnknown } from './values';

/**
 * Types of which AWS keeps every revision. Terraform calls a change a replacement, since it registers one and gives up
 * the one before; nothing is lost by it: what was started from an old revision goes on, and the old can still be read.
 */
const REVISIONED: ReadonlySet<string> = new Set(['aws_ecs_task_definition']);

const CONTAINERS = 'container_definitions';

/** Follow from other attributes, or say the same twice. */
const IMPLIED: ReadonlySet<string> = new Set([
  'arn',
  'arn_without_revision',
  'id',
  'revision',
  'tags_all',
  CONTAINERS,
]);

/** Whether a replacement of this type is no more than a new revision. */
export function isRevisioned(type: string): boolean {
  return REVISIONED.has(type);
}

/** What differs in the new revision, a line each: `web: variable GREETING: "a" → "b"`. Never a secret. */
export function revisionDetails(change: ChangeJson): readonly string[] {
  const forcing = new Set((change.replace_paths ?? []).map(([attribute]) => attribute));
  const attributes = changedAttributes(change)
    .filter((name) => !IMPLIED.has(name) && (forcing.has(name) || isKnownChange(change, name)))
    .map((name) => `${name}: ${describeChange(change, [name])}`);
  return [...containerDetails(change), ...attributes];
}

/** Not one that AWS decides anew, nor another word for nothing: both stand in every plan of a revision. */
function isKnownChange({ before, after, after_unknown: unknown }: ChangeJson, name: string): boolean {
  const was = before?.[name];
  const is = known(after?.[name], was, isObject(unknown) ? unknown[name] : unknown);
  return differencesOf(meant(was), meant(is)).length > 0;
}

/** What comes, with what was where it is not known yet. */
function known(is: unknown, was: unknown, unknown: unknown): unknown {
  if (unknown === true) return was;
  if (Array.isArray(is) && Array.isArray(unknown))
    return is.map((item, index) => known(item, Array.isArray(was) ? was[index] : undefined, unknown[index]));
  if (!isObject(is) || !isObject(unknown)) return is;
  const parts = Object.keys(unknown).map((name) => [
    name,
    known(is[name], isObject(was) ? was[name] : undefined, unknown[name]),
  ]);
  return Object.fromEntries(
    Object.entries({ ...is, ...Object.fromEntries(parts) }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function containerDetails(change: ChangeJson): readonly string[] {
  const [was, is] = [jsonIn(change.before?.[CONTAINERS]), jsonIn(change.after?.[CONTAINERS])];
  if (hidden(change, [CONTAINERS])) return [`${CONTAINERS}: ${describeChange(change, [CONTAINERS])}`];
  if (isUnknown(change, [CONTAINERS])) return ['what its containers get is known only after the apply'];
  const [before, after] = [byName(was), byName(is)];
  return namesIn(before, after).flatMap((name) => {
    if (!before[name]) return [`container ${name}: new`];
    if (!after[name]) return [`container ${name}: removed`];
    return containerLines(before[name], after[name]).map((line) => `${name}: ${line}`);
  });
}

function containerLines(before: Container, after: Container): readonly string[] {
  return namesIn(before, after).flatMap((setting) => {
    const [was, is] = [before[setting], after[setting]];
    if (setting === 'environment') return valueLines('variable', byName(was, 'value'), byName(is, 'value'));
    if (setting === 'secrets') return secretLines(byName(was, 'valueFrom'), byName(is, 'valueFrom'));
    return differencesOf(meant(was), meant(asFarAs(is, was)), setting).map(
      (one) => `${one.path}: ${fromTo(one.before, one.after)}`,
    );
  });
}

function valueLines(what: string, before: Container, after: Container): readonly string[] {
  return namesIn(before, after).flatMap((name) =>
    before[name] === after[name] ? [] : [`${what} ${name}: ${fromTo(before[name], after[name])}`],
  );
}

/** Where a secret comes from says nothing to a person, and its value is nowhere in a plan. */
function secretLines(before: Container, after: Container): readonly string[] {
  return namesIn(before, after).flatMap((name) => {
    if (before[name] === after[name]) return [];
    if (before[name] === undefined) return [`secret ${name}: new`];
    return [`secret ${name}: ${after[name] === undefined ? 'removed' : 'comes from elsewhere'}`];
  });
}

interface Container {
  readonly [setting: string]: unknown;
}

/** A list of named things as an object, of one of their fields or of all. */
function byName(list: unknown, field?: string): { readonly [name: string]: Container } {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    list.filter(isObject).map((item) => [String(item['name']), field === undefined ? item : item[field]]),
  ) as { readonly [name: string]: Container };
}

function namesIn(...sides: readonly object[]): string[] {
  return [...new Set(sides.flatMap((side) => Object.keys(side)))].sort();
}

/** AWS answers with an empty list or a 0 where nothing was set. */
function meant(value: unknown): unknown {
  const empty = value === null || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
  return empty || (isObject(value) && Object.keys(value).length === 0) ? undefined : value;
}

/** What AWS adds inside of a port mapping, if nothing is said. */
const DEFAULTED: ReadonlySet<string> = new Set(['hostPort', 'protocol']);

/** With AWS's defaults, where it has put them: they are no change. */
function asFarAs(is: unknown, was: unknown): unknown {
  if (Array.isArray(is) && Array.isArray(was)) return is.map((item, index) => asFarAs(item, was[index]));
  if (!isObject(is) || !isObject(was)) return is;
  const own = Object.entries(is).map(([name, value]) => [name, asFarAs(value, was[name])]);
  const added = Object.entries(was).filter(
    ([name, value]) => !(name in is) && (DEFAULTED.has(name) || meant(value) === undefined),
  );
  return Object.fromEntries([...added, ...own].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
