import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root absolute path of the workspace */
export function environmentNames(root) {
  const directory = join(root, 'environments');
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'environment.ts')))
    .sort();
}
