import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a program is given to end by itself. */
export const STOP_MS = 18_000;

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** File that everything it prints is appended to. */
  readonly log: string;
}

/** Starts a program in a process group of its own, so that it outlives this process and is stopped with its children. */
export function launch({ command, args, env, log }: Program): ChildProcess {
  const output = openSync(log, 'a');
  try {
    const child = spawn(command, [...args], { env, detached: true, stdio: ['ignore', output, output] });
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/**
 * Ends a process group: asks, and after `graceMs` insists.
 *
 * @param isGone whether what it was for is over
 */
export async function terminate(
  pid: number,
  isGone: () => Promise<boolean>,
  graceMs = STOP_MS,
): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!signalGroup(pid, signal)) return;
    for (const deadline = Date.now() + graceMs; Date.now() < deadline; await sleep(50)) {
      if (!signalGroup(pid, 0) || (await isGone())) return;
    }
  }
}

/** @returns whether there was anybody to tell */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    // EPERM on macOS: the group has only ended processes that nobody has waited for yet.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
