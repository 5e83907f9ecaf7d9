import type { ChildProcess, StdioOptions } from 'node:child_process';

/** A program that must not outlive the embedded cloud. */
export interface KeptProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment; nothing is inherited. */
  readonly env: { readonly [name: string]: string };
  /** @default all ignored */
  readonly stdio?: StdioOptions;
  /** Run as this user, where the cloud itself is root. @default the cloud's own */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/**
 * Starts programs so that none is left behind: each leads a process group of its own, and when the cloud ends, in
 * whatever way, that group is ended too. What survives even that is found and ended by the next `cloud stop` or start.
 */
export interface ProcessKeeper {
  start(program: KeptProgram): ChildProcess;
  /** Signals a program's whole group. @returns whether anybody was there */
  signal(child: ChildProcess, signal: NodeJS.Signals): boolean;
  /** SIGKILL to all that still run. */
  endAll(): Promise<void>;
}
