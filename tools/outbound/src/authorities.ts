import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Failure } from '@slipway/tool-terminal';

/** Node reads the first one by itself, but forgets it where any other is named; the second one is AWS's own. */
const VARIABLES = ['NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE'] as const;

/**
 * Whom a client trusts, PEM: the authorities that Node knows, and those that the caller's environment names on top.
 *
 * @returns `undefined` when none is named: Node's own choice
 * @throws Failure `usage` when a file that is named cannot be read or holds no certificate
 */
export function authorities(env: NodeJS.ProcessEnv): string[] | undefined {
  const files = VARIABLES.flatMap((name) => (env[name] ? [{ name, file: env[name] }] : []));
  if (files.length === 0) return undefined;
  return [...rootCertificates, ...new Set(files.map(({ name, file }) => certificates(name, file)))];
}

function certificates(name: string, file: string): string {
  const text = readIfThere(file);
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text;
  const what = text === undefined ? 'which cannot be read' : 'which holds no certificate (PEM)';
  throw new Failure('usage', `${name} names ${file}, ${what}.\nCorrect the variable, or remove it.`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
