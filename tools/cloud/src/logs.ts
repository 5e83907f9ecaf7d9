import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const KEPT = 5;

/** A log file for an instance; of the earlier ones a few are kept. Instances are named so that they sort by time. */
export function logFile(directory: string, instance: string): string {
  mkdirSync(directory, { recursive: true });
  const old = readdirSync(directory)
    .sort()
    .slice(0, -(KEPT - 1));
  for (const file of old) rmSync(join(directory, file), { force: true });
  return join(directory, `${instance}.log`);
}
