import { Failure } from '@slipway/tool-terminal';

/** Names and values. */
export type Values = ReadonlyMap<string, string>;

/**
 * Reads `NAME=value` lines. Values may stand in single quotes, as they are, or in double quotes with `\n`, `\"` and `\\`;
 * empty lines, lines that start with `#` and a leading `export` are passed over.
 *
 * @throws Failure `usage` with the numbers of the lines that are none of that; what they say is not repeated
 */
export function parseDotenv(text: string): Values {
  const values = new Map<string, string>();
  const wrong: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, name, written = ''] = /^\s*(?:export\s+)?([^\s=]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const value = unquote(written);
    if (name === undefined || value === undefined || values.has(name)) wrong.push(index + 1);
    else values.set(name, value);
  }
  if (wrong.length === 0) return values;
  throw new Failure(
    'usage',
    `Not of the form NAME=value, or the same name twice: line ${wrong.join(', ')}. Nothing was changed.`,
  );
}

function unquote(written: string): string | undefined {
  const quote = /^['"]/.exec(written)?.[0];
  if (quote === undefined) return written;
  if (written.length < 2 || !written.endsWith(quote)) return undefined;
  const inner = written.slice(1, -1);
  if (quote === "'") return inner.includes("'") ? undefined : inner;
  return inner.replaceAll(/\\([n"\\])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}
