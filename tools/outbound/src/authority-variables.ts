import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorities } from './authorities';

/** Where systems keep what their administrator trusts; the first one that is there. https://go.dev/src/crypto/x509/root_linux.go */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * Variables for a program that is none of Node's, so that it trusts whom its caller trusts. Such programs take the file
 * that a variable names for all there is; hence one is written that holds the usual authorities and the named ones.
 *
 * @param folder of the program; the file is called `authorities.pem` there
 * @param names what the program reads. One that the caller set is the caller's own matter.
 * @returns none when the environment names no authority
 * @throws Failure `usage` when a file that the environment names cannot be read
 */
export function authorityVariables(
  folder: string,
  env: NodeJS.ProcessEnv,
  names: readonly string[],
): { readonly [name: string]: string } {
  const trusted = authorities(env);
  const unset = names.filter((name) => !env[name]);
  if (!trusted || unset.length === 0) return {};
  const system = SYSTEM_FILES.find((file) => existsSync(file));
  const file = join(folder, 'authorities.pem');
  writeFileSync(file, [...trusted, ...(system ? [readFileSync(system, 'utf8')] : [])].join('\n'));
  return Object.fromEntries(unset.map((name) => [name, file]));
}
