/** One value that is not the same on both sides, by its path: `Statement[0].Action`. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Longest value that is printed; policies and user data are longer and say nothing on one line. */
const MAX_LENGTH = 60;

/** Characters that both sides share and that are shown before the first that differs. */
const SHARED = 12;

/** Where two values differ, down to what is neither a list nor an object. */
export function differencesOf(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, index) =>
      differencesOf(before[index], after[index], `${path}[${index}]`),
    );
  }
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => differencesOf(before[name], after[name], path ? `${path}.${name}` : name));
  }
  return [{ path, before, after }];
}

/** `"a" → "b"`. Of what is too long for a line, the part that differs: two beginnings that are the same tell nothing. */
export function fromTo(before: unknown, after: unknown): string {
  const [from, to] = [textOf(before), textOf(after)];
  if (from.length <= MAX_LENGTH && to.length <= MAX_LENGTH) return `${from} → ${to}`;
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  const start = same > MAX_LENGTH / 2 ? same - SHARED : 0;
  return `${cut(from, start)} → ${cut(to, start)}`;
}

/** The object or list that a text is the JSON of, as policies and container definitions are. */
export function jsonIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as object;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as JSON, or its beginning. */
export function shown(value: unknown): string {
  return cut(textOf(value), 0);
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '(none)' : JSON.stringify(value);
}

function cut(text: string, start: number): string {
  const rest = start > 0 ? `…${text.slice(start)}` : text;
  return rest.length > MAX_LENGTH ? `${rest.slice(0, MAX_LENGTH - 1)}…` : rest;
}
