import { readFile } from 'node:fs/promises';
import { runProgram } from '@slipway/tool-python';
import type { Announcement } from './announcement';

const ANSWER_MS = 5_000;
const TRIES = 3;

/**
 * The instance that answers at a port of this machine. `undefined` when nobody does, or somebody else.
 *
 * A machine under load may answer late: only a refused connection counts at once.
 */
export async function instanceAt(port: number, tries = TRIES): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_slipway/identity`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return ((await response.json()) as Partial<Announcement>).instance;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' && tries > 1 ? instanceAt(port, tries - 1) : undefined;
  }
}

/** Whether a process was started as that instance. Process ids are used again, so an id alone proves nothing. */
export async function isInstance(pid: number, instance: string): Promise<boolean> {
  return (await commandLine(pid)).includes(instance);
}

async function commandLine(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // No /proc on macOS.
    return (await runProgram('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { env: process.env }))
      .stdout;
  }
}
