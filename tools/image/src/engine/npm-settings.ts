import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where packages come from, and how one gets there. Nothing else of a user's settings is the build's business. */
const SOURCE_SETTINGS =
  /^(?:(?:@[^:=]+:)?registry|\/\/[^=]+|proxy|https?-proxy|noproxy|strict-ssl|replace-registry-host)$/i;

/**
 * What of npm's settings a build in a container needs to get its packages where this machine gets them.
 *
 * @param npmrc the user's file
 * @see https://docs.npmjs.com/cli/v11/using-npm/config
 */
export function registrySettings(npmrc: string, env: NodeJS.ProcessEnv): string {
  const fromFile = npmrc.split('\n').filter((line) => SOURCE_SETTINGS.test(line.split('=')[0]!.trim()));
  const fromVariables = Object.entries(env).flatMap(([name, value]) => {
    const [, setting] = /^npm_config_(.+)$/i.exec(name) ?? [];
    const key = setting?.startsWith('//') ? setting : setting?.toLowerCase().replaceAll('_', '-');
    return key && SOURCE_SETTINGS.test(key) ? [`${key}=${value}`] : [];
  });
  return [...fromFile, ...fromVariables]
    .map((line) => `${line.replace(/\$\{([^}]+)\}/g, (text, name: string) => env[name] ?? text)}\n`)
    .join('');
}

/**
 * Writes the secrets that `npm ci` gets in the build: these settings, and the authority of a proxy that speaks TLS.
 *
 * @returns their files, by the names that the Dockerfile has for them
 */
export async function writeNpmSecrets(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly [id: string]: string }> {
  const own = env.NPM_CONFIG_USERCONFIG || env.npm_config_userconfig || join(homedir(), '.npmrc');
  const settings = registrySettings(await readFile(own, 'utf8').catch(() => ''), env);
  const npmrc = join(folder, 'npmrc');
  if (settings !== '') await writeFile(npmrc, settings, { mode: 0o600 });
  const ca = env.NODE_EXTRA_CA_CERTS;
  return { ...(settings !== '' && { npmrc }), ...(ca && existsSync(ca) && { ca }) };
}
