/**
 * Terraform evaluates `${…}` and `%{…}` in every text, on the machine of whoever plans. Doubled, they arrive as they
 * were written: a command that expands `${HOME}` does so in its container.
 *
 * @returns the same value, whatever it consists of, with every text in it escaped
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function asWritten<T>(value: T): T {
  return escaped(value) as T;
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[$%](?=\{)/g, '$&$&');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, escaped(part)]));
}
