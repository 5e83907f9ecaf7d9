import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Makes a folder a `DOCKER_CONFIG` like the user's own, plug-ins, contexts and builders included, with one difference:
 * what is logged in to is kept in this folder, not in the user's keychain, and goes with it.
 *
 * @returns variables that Docker needs besides `DOCKER_CONFIG`
 */
export async function copyDockerConfig(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly [name: string]: string }> {
  const own = env.DOCKER_CONFIG || join(homedir(), '.docker');
  const text = await readFile(join(own, 'config.json'), 'utf8').catch(() => '{}');
  await writeFile(join(folder, 'config.json'), withoutKeychain(text), { mode: 0o600 });
  for (const part of ['cli-plugins', 'contexts'])
    if (existsSync(join(own, part))) await symlink(join(own, part), join(folder, part));
  return { BUILDX_CONFIG: env.BUILDX_CONFIG || join(own, 'buildx'), ...(await contextOf(env)) };
}

/** Helpers for single registries stay: base images may be in one of them. */
export function withoutKeychain(config: string): string {
  const { credsStore, ...rest } = JSON.parse(config) as { readonly credsStore?: string };
  return JSON.stringify(rest);
}

async function contextOf(env: NodeJS.ProcessEnv): Promise<{ readonly DOCKER_CONTEXT?: string }> {
  if (env.DOCKER_HOST || env.DOCKER_CONTEXT) return {};
  const shown = await promisify(execFile)('docker', ['context', 'show'], { env }).catch(() => undefined);
  return shown ? { DOCKER_CONTEXT: shown.stdout.trim() } : {};
}
