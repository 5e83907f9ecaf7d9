import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ENDS_WITHIN_MS = 5_000;

/**
 * Ends a server that has outlived the cloud which started it, and forgets its process id: by now that may be the id of
 * somebody else, and Postgres would refuse to start. Nothing that was committed is lost.
 */
export async function endLeftover(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  // The immediate shutdown of Postgres, then what nobody can ignore.
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    if (!serves(pid, data)) break;
    kill(pid, signal);
    for (const deadline = Date.now() + ENDS_WITHIN_MS; Date.now() < deadline && serves(pid, data);)
      await sleep(20);
  }
  rmSync(pidFile, { force: true });
}

function serves(pid: number, data: string): boolean {
  return Number.isInteger(pid) && pid > 1 && commandLine(pid).includes(data);
}

/** Empty when there is no such process, or only what its parent has not yet waited for. */
function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
