import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants } from 'node:os';
import type { ProcessKeeper } from '../processes/process-keeper';
import type { ContainerExit } from './task-runner';

/** A child that left its parent's group may hold the output open for ever. */
const LAST_OUTPUT_MS = 500;

/** A process that is a container: it can be stopped, and its end ends all that it started. */
export class ContainerProcess {
  readonly exited: Promise<ContainerExit>;
  readonly #keeper: ProcessKeeper;
  readonly #child: ChildProcess;
  #reason: string | undefined;
  #stopping: Promise<ContainerExit> | undefined;

  constructor(keeper: ProcessKeeper, child: ChildProcess) {
    this.#keeper = keeper;
    this.#child = child;
    this.exited = this.#end();
  }

  /** SIGTERM to the whole group; SIGKILL to what is left of it then. */
  stop(timeoutSeconds: number): Promise<ContainerExit> {
    this.#stopping ??= this.#stop(timeoutSeconds);
    return this.#stopping;
  }

  kill(reason?: string): void {
    this.#reason ??= reason;
    this.#keeper.signal(this.#child, 'SIGKILL');
  }

  async #stop(timeoutSeconds: number): Promise<ContainerExit> {
    this.#keeper.signal(this.#child, 'SIGTERM');
    const timer = setTimeout(() => this.kill(), timeoutSeconds * 1000);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  async #end(): Promise<ContainerExit> {
    const closed = once(this.#child, 'close');
    // What could not be started has no `exit`.
    closed.catch(() => undefined);
    const exit = await new Promise<ContainerExit>((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ exitCode: exitCode(code, signal) }));
      this.#child.once('error', (error) =>
        resolve({ exitCode: 128, reason: `CannotStartContainerError: ${error.message}` }),
      );
    });
    this.#keeper.signal(this.#child, 'SIGKILL');
    const enough = new AbortController();
    await Promise.race([
      closed.catch(() => undefined),
      sleep(LAST_OUTPUT_MS, undefined, { signal: enough.signal }).catch(() => undefined),
    ]);
    enough.abort();
    return this.#reason === undefined ? exit : { ...exit, reason: this.#reason };
  }
}

/** As a shell counts it, which is how ECS does. */
export function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
