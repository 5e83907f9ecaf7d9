const LONGEST_QUOTE = 60;

/** A value as an error message shows it: short, on one line. What is inside of objects and lists stays unsaid. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return describeKind(value);
}

/** Says what sort of value it is without showing it. */
export function describeKind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${shorten(keys.join(', '))}`;
}

/** `a, b or c`. */
export function either(options: readonly string[]): string {
  return options.length < 2 ? options.join('') : `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;
}

/** A path as one would write it in code: `domain.delegations['a.b'][0]`. */
export function describePath(path: readonly PropertyKey[]): string {
  const written = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${String(key)}` : `[${quote(String(key))}]`;
  });
  return written.join('').replace(/^\./, '') || 'the environment';
}

export function quote(text: string): string {
  return `'${shorten(text.replace(/\s+/g, ' '))}'`;
}

function shorten(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`;
}
