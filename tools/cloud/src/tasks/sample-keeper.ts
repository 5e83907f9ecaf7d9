import { spawn, type ChildProcess } from 'node:child_process';
import type { KeptProgram, ProcessKeeper } from '../processes/process-keeper';

/** Starts programs as the real one does, without watching over them. */
export class SampleKeeper implements ProcessKeeper {
  readonly #children = new Set<ChildProcess>();

  start({ command, args, cwd, env, stdio = 'ignore' }: KeptProgram): ChildProcess {
    const child = spawn(command, [...args], { cwd, env: { ...env }, stdio, detached: true });
    this.#children.add(child);
    return child;
  }

  signal({ pid }: ChildProcess, signal: NodeJS.Signals): boolean {
    if (pid === undefined) return false;
    try {
      return process.kill(-pid, signal);
    } catch {
      return false;
    }
  }

  async endAll(): Promise<void> {
    for (const child of this.#children) this.signal(child, 'SIGKILL');
  }
}
