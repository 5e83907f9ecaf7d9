import type { ChangeJson } from './plan-json';

type Path = readonly (string | number)[];

/** Longest value that is printed; policies and user data are longer and say nothing on one line. */
const MAX_LENGTH = 60;

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
  return `${describe(change.before, change.before_sensitive, undefined, path)} → ${describe(
    change.after,
    change.after_sensitive,
    change.after_unknown,
    path,
  )}`;
}

export function formatPath(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part))
    .join('');
}

function describe(values: unknown, sensitive: unknown, unknown: unknown, path: Path): string {
  if (marked(sensitive, path)) return '(secret)';
  if (marked(unknown, path)) return '(known after apply)';
  const value = at(values, path);
  if (value === undefined || value === null) return '(none)';
  const text = JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
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
