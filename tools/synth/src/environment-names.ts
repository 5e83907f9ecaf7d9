import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What to do in a workspace that has none. The generator cannot help: it takes what all have in common from another. */
export const FIRST_ENVIRONMENT =
  "Copy environments/staging from Slipway's repository, and write your app, account and domain into its environment.ts.";

/** Names of the environments: every folder of `environments/` with an `environment.ts`, sorted. */
export function environmentNames(workspace: string): string[] {
  const directory = join(workspace, 'environments');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'environment.ts')))
    .sort();
}
