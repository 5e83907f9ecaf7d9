import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Raw logs kept per environment; an apply of a whole platform is about 300 KB. */
const KEPT = 30;

/** A new file for Terraform's raw output, sorting after the older ones; the oldest are removed. */
export function logFile(directory: string, command: string, now = new Date()): string {
  const logs = readdirSync(directory)
    .filter((name) => name.endsWith('.log'))
    .sort();
  for (const name of logs.slice(0, Math.max(0, logs.length - KEPT + 1))) {
    rmSync(join(directory, name), { force: true });
  }
  return join(directory, `${now.toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}-${command}.log`);
}
