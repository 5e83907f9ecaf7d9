import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { KeptProgram, ProcessKeeper } from '../processes/process-keeper';
import { signalGroup } from '../supervisor';

/** For specs: programs end when told. */
export class SampleKeeper implements ProcessKeeper {
  private readonly children: ChildProcess[] = [];

  start({ command, args, user, ...options }: KeptProgram): ChildProcess {
    const child = spawn(command, [...args], { stdio: 'ignore', ...options, ...user, detached: true });
    this.children.push(child);
    return child;
  }

  signal(child: ChildProcess, signal: NodeJS.Signals): boolean {
    return child.pid !== undefined && signalGroup(child.pid, signal);
  }

  async endAll(): Promise<void> {
    const running = this.children.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    const ended = running.map((child) => once(child, 'exit'));
    for (const child of running) this.signal(child, 'SIGKILL');
    await Promise.all(ended);
  }
}
