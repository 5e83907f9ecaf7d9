import { differencesOf, fromTo, jsonIn, shown } from './differences';
import type { ChangeJson } from './plan-json';

type Path = readonly (string | number)[];

/** Top-level attributes that differ, sorted. Those that AWS decides anew are counted as well: something depends on them. */
export function changedAttributes({ before, after, after_unknown: unknown }: ChangeJson): string[] {
  const names = new Set([
    ...Object.keys(before ?? {}),
    ...Object.keys(after ?? {}),
    ...Object.keys(asObject(unknown)),
  ]);
  return [...names]
    .filter((name) => containsTrue(asObject(unknown)[name]) || !equal(before?.[name], after?.[name]))
    .sort();
}

/** `"a" → "b"` for what stands at `path`, without ever printing a secret. */
export function describeChange(change: ChangeJson, path: Path): string {
  const before = standIn(change.before_sensitive, undefined, path);
  const after = standIn(change.after_sensitive, change.after_unknown, path);
  const [was, is] = [at(change.before, path), at(change.after, path)];
  if (before === undefined && after === undefined) return fromTo(was, is);
  return `${before ?? shown(was)} → ${after ?? shown(is)}`;
}

/**
 * The same, a line for each value that differs where both sides are the JSON of something: a policy is cut to the same
 * beginning else.
 */
export function describeLines(change: ChangeJson, path: Path): readonly string[] {
  const [was, is] = [jsonIn(at(change.before, path)), jsonIn(at(change.after, path))];
  if (!was || !is || hidden(change, path) || isUnknown(change, path))
    return [`${formatPath(path)}: ${describeChange(change, path)}`];
  return differencesOf(was, is, formatPath(path)).map(
    (one) => `${one.path}: ${fromTo(one.before, one.after)}`,
  );
}

/** One of its sides holds a secret. */
export function hidden(
  { before_sensitive: before, after_sensitive: after }: ChangeJson,
  path: Path,
): boolean {
  return marked(before, path) || marked(after, path);
}

export function isUnknown({ after_unknown: unknown }: ChangeJson, path: Path): boolean {
  return marked(unknown, path);
}

export function formatPath(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part))
    .join('');
}

/** What stands for a side that is not shown. */
function standIn(sensitive: unknown, unknown: unknown, path: Path): string | undefined {
  if (marked(sensitive, path)) return '(secret)';
  return marked(unknown, path) ? '(known after apply)' : undefined;
}

/** The marker trees say `true` at a value, at something around it, or somewhere inside it. */
function marked(tree: unknown, path: Path): boolean {
  let node = tree;
  for (const part of path) {
    if (node === true) return true;
    node = at(node, [part]);
  }
  return containsTrue(node);
}

function at(values: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, part) =>
      typeof node === 'object' && node !== null
        ? (node as { [key: string | number]: unknown })[part]
        : undefined,
    values,
  );
}

function containsTrue(tree: unknown): boolean {
  if (typeof tree !== 'object' || tree === null) return tree === true;
  return Object.values(tree).some(containsTrue);
}

function asObject(tree: unknown): { readonly [name: string]: unknown } {
  return typeof tree === 'object' && tree !== null ? (tree as { [name: string]: unknown }) : {};
}

/** Terraform prints maps with sorted keys, so that the text decides. */
function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
