import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The team's workspace: the nearest folder, from where the user stands upwards, that has a package.json and a folder
 * `environments`.
 *
 * @param {string} from absolute path
 * @param {string} otherwise what to take when there is none
 * @returns {string} absolute path
 */
export function findWorkspace(from, otherwise) {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'environments'))) return folder;
    if (folder === dirname(folder)) return otherwise;
  }
}
