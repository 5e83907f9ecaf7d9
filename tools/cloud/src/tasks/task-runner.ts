import type { Duplex } from 'node:stream';

/** A container that is ready to run: image found, secrets resolved. */
export interface ContainerPlan {
  readonly name: string;
  /** Manifest digest of the image, `sha256:` and 64 hex digits. */
  readonly imageDigest: string;
  /** Replaces the image's entry point. @default the image's */
  readonly entryPoint?: readonly string[];
  /** Replaces the image's command. @default the image's */
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  /** Plain variables and resolved secrets. What the image itself sets comes beneath them. */
  readonly environment: { readonly [name: string]: string };
  /** Hard limit in MiB: beyond it the container is killed. @default none */
  readonly memoryMb?: number;
  /** Port that the process listens on in its container. The runner may move it and says where in {@link RunningContainer}. */
  readonly port?: number;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
}

/** What a container prints, as it comes: whole lines without their line break. A line may be long. */
export type LineSink = (line: string) => void;

export interface ContainerExit {
  /** As a shell counts it: 128 + signal for a process that was killed. */
  readonly exitCode: number;
  /** Why, where AWS would say so: `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

export interface RunningContainer {
  readonly name: string;
  /** Where its port answers from this machine. @default it has none */
  readonly address?: { readonly host: string; readonly port: number };
  /** Never rejects. */
  readonly exited: Promise<ContainerExit>;
  /** SIGTERM, after the stop timeout SIGKILL. Resolves with `exited`. */
  stop(): Promise<ContainerExit>;
  /**
   * Another process in the same container: its directory, its environment. With `terminal`, on a pseudo-terminal of
   * that size.
   */
  exec(command: readonly string[], terminal?: TerminalSize): Promise<ExecProcess>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface ExecProcess {
  /** What is written to it is typed, what is read from it was printed. */
  readonly stream: Duplex;
  readonly exited: Promise<ContainerExit>;
  resize(size: TerminalSize): void;
  kill(): void;
}

/**
 * How containers run. The one place that knows whether a container is a process or a container of an engine; no other
 * part of the embedded cloud may.
 */
export interface TaskRunner {
  /** @throws Error with AWS's words when the container cannot be started, such as `CannotStartContainerError: …` */
  run(plan: ContainerPlan, output: LineSink): Promise<RunningContainer>;
  /** @throws Error with AWS's words when the image cannot be had: `CannotPullContainerError: …` */
  pull(imageDigest: string): Promise<void>;
}
