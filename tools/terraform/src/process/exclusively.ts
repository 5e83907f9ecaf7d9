import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 200;

/**
 * Runs `work` while no other process runs under the same file. A file whose owner is gone counts for nothing.
 *
 * For short work that is safe to do twice: two processes that find the same abandoned file at once may both go on.
 */
export async function exclusively<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) await sleep(AGAIN_MS);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!isOwned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isOwned(file: string): boolean {
  try {
    // An empty file is one that is being written.
    const owner = Number(readFileSync(file, 'utf8'));
    return owner === 0 || process.kill(owner, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
