import { MIGRATIONS } from '..';
import { dryRun, type DryRun } from './dry-run';
import { lintLines } from './lint-lines';

/** Prints what each migration takes from the release before. That is to be known, and no reason to fail. */
async function main(): Promise<void> {
  const runs: DryRun[] = [];
  for (const migration of MIGRATIONS) runs.push(await dryRun(migration));
  process.stdout.write(`${lintLines(runs).join('\n')}\n`);
}

void main();
