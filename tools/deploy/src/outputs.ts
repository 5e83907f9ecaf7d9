import type { OutputValue } from '@slipway/tool-terraform';

export interface Outputs {
  readonly [name: string]: OutputValue;
}

/** Names and values in two columns. Secrets are named, not shown. */
export function renderOutputs(outputs: Outputs): string {
  const names = Object.keys(outputs).sort();
  const width = Math.max(0, ...names.map(({ length }) => length));
  return names
    .flatMap((name) => {
      const [first = '', ...rest] = lines(outputs[name]!);
      return [`${name.padEnd(width)}  ${first}`, ...rest.map((line) => `${' '.repeat(width)}  ${line}`)];
    })
    .join('\n');
}

/**
 * The same for people on the embedded cloud, where the environment's own name leads nowhere: there is no public DNS.
 *
 * @param opens the command that opens it there
 */
export function onEmbeddedCloud(outputs: Outputs, opens: string): Outputs {
  const { url } = outputs;
  if (typeof url?.value !== 'string') return outputs;
  return { ...outputs, url: { ...url, value: `${url.value} (on AWS; here: ${opens})` } };
}

/** The values as they are; secrets only if `secrets` says so. */
export function plainOutputs(outputs: Outputs, secrets = false): { readonly [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([, { sensitive }]) => secrets || !sensitive)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { value }]) => [name, value]),
  );
}

function lines({ value, sensitive }: OutputValue): string[] {
  if (sensitive) return ['(secret)'];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value as string[];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(
      ([key, item]) => `${key}: ${typeof item === 'string' ? item : JSON.stringify(item)}`,
    );
  }
  return [JSON.stringify(value)];
}
