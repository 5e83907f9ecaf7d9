import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} workspace absolute path of the workspace */
export function environmentNames(workspace) {
  const directory = join(workspace, 'environments');
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'environment.ts')))
    .sort();
}
