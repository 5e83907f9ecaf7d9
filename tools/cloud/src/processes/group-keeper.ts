import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { signalGroup } from '../supervisor';
import { INSTANCE, noteKept } from './left-behind';
import type { KeptProgram, ProcessKeeper } from './process-keeper';
import { findProcess } from './process-table';
import { startReaper, type Reaper } from './reaper';

/**
 * Keeps programs as process groups. Three things see to it that none is left: {@link endAll}; a reaper that ends them
 * when this process is gone; and a file for each, by which the next start or stop finds what survived both.
 */
export class GroupKeeper implements ProcessKeeper {
  private readonly running = new Set<ChildProcess>();
  private readonly reaper: Reaper = startReaper();

  /** @param options.directory where programs are noted */
  constructor(private readonly options: { readonly directory: string; readonly instance: string }) {}

  start({ command, args, cwd, env, stdio = 'ignore', user }: KeptProgram): ChildProcess {
    const child = spawn(command, [...args], {
      cwd,
      env: { ...env, [INSTANCE]: this.options.instance },
      stdio,
      detached: true,
      ...user,
    });
    const { pid } = child;
    // It could not be started; the child's `error` event says why.
    if (pid === undefined) return child;
    this.reaper.watch(pid);
    this.running.add(child);
    const note = this.note(pid);
    child.once('exit', () => {
      // A group ends with its leader, as a container does with its first process.
      signalGroup(pid, 'SIGKILL');
      this.running.delete(child);
      this.reaper.forget(pid);
      if (note) rmSync(note, { force: true });
    });
    return child;
  }

  signal(child: ChildProcess, signal: NodeJS.Signals): boolean {
    return this.running.has(child) && child.pid !== undefined && signalGroup(child.pid, signal);
  }

  async endAll(): Promise<void> {
    const ended = [...this.running].map((child) => once(child, 'exit'));
    for (const child of this.running) this.signal(child, 'SIGKILL');
    await Promise.all(ended);
  }

  private note(pid: number): string | undefined {
    const [program, keeper] = [findProcess(pid), findProcess(process.pid)];
    if (!program || !keeper) return undefined;
    return noteKept(this.options.directory, {
      instance: this.options.instance,
      program: { pid, started: program.started },
      keeper: { pid: keeper.pid, started: keeper.started },
    });
  }
}
