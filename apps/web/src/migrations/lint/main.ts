import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '..';
import { dryRun, type DryRun } from './dry-run';
import { lintLines } from './lint-lines';
import { unlistedFiles, unlistedLines } from './unlisted';

/** It runs as a bundle, from the workspace that it was made of. */
const FOLDER = join(process.cwd(), 'apps/web/src/migrations');

/** Prints what each migration takes from the release before. That is to be known, and no reason to fail. */
async function main(): Promise<void> {
  const runs: DryRun[] = [];
  for (const migration of MIGRATIONS) runs.push(await dryRun(migration));
  const unlisted = unlistedFiles(readdirSync(FOLDER), MIGRATIONS);
  process.stdout.write(`${[...lintLines(runs), ...unlistedLines(unlisted)].join('\n')}\n`);
}

void main();
