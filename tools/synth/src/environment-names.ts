import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the environments: every folder of `environments/` with an `environment.ts`, sorted. */
export function environmentNames(root: string): string[] {
  const directory = join(root, 'environments');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'environment.ts')))
    .sort();
}
