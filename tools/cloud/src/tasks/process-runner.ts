import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { ImageStore } from '../images/image-store';
import type { ProcessKeeper } from '../processes/process-keeper';
import { ContainerProcess } from './container-process';
import { execProcess } from './exec-process';
import { findCommand } from './find-command';
import { LineSplitter } from './line-splitter';
import { MemoryWatch } from './memory-watch';
import { PSEUDO_TERMINAL } from './pseudo-terminal';
import { TaskPorts } from './task-ports';
import type {
  ContainerPlan,
  ExecProcess,
  LineSink,
  RunningContainer,
  TaskRunner,
  TerminalSize,
} from './task-runner';

export interface ProcessRunnerOptions {
  readonly keeper: ProcessKeeper;
  readonly store: Pick<ImageStore, 'workingFolder' | 'config'>;
  /** An interpreter, for pseudo-terminals; asked for when the first one is wanted. */
  readonly python: () => Promise<string>;
  /** Where programs are found. @default this process's PATH */
  readonly path?: string;
}

const HOST = '127.0.0.1';
const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

/** What a process of a container is started with. */
interface Surroundings {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
}

/** Containers as processes of this machine: they share its files and its network, and need nothing installed. */
export class ProcessRunner implements TaskRunner {
  readonly #options: ProcessRunnerOptions;
  readonly #ports = new TaskPorts();
  readonly #memory = new MemoryWatch();

  constructor(options: ProcessRunnerOptions) {
    this.#options = options;
  }

  async pull(imageDigest: string): Promise<void> {
    if (!(await this.#options.store.workingFolder(imageDigest))) throw new Error(notKept(imageDigest));
  }

  async run(plan: ContainerPlan, output: LineSink): Promise<RunningContainer> {
    const folder = await this.#options.store.workingFolder(plan.imageDigest);
    const image = (await this.#options.store.config(plan.imageDigest))?.config;
    if (!folder || !image) throw new Error(notKept(plan.imageDigest));
    const scratch = await mkdtemp(join(tmpdir(), 'slipway-task-'));
    const port = plan.port === undefined ? undefined : await this.#ports.take();
    const release = async () => {
      if (port !== undefined) this.#ports.release(port);
      await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
    };
    try {
      const around: Surroundings = {
        cwd: resolve(folder, relativeTo(plan.workingDirectory)),
        env: {
          HOME: scratch,
          TMPDIR: scratch,
          PATH: this.#path(),
          ...variables(image.Env),
          ...plan.environment,
          HOSTNAME: HOST,
          ...(port === undefined ? {} : { PORT: String(port) }),
        },
      };
      // As Docker has it: a new entry point drops the image's command.
      const command = [
        ...(plan.entryPoint ?? image.Entrypoint ?? []),
        ...(plan.command ?? (plan.entryPoint ? [] : (image.Cmd ?? []))),
      ];
      const process = this.#start(command, around, plan, output);
      const exited = process.exited.finally(release);
      return {
        name: plan.name,
        ...(port === undefined ? {} : { address: { host: HOST, port } }),
        exited,
        stop: async () => {
          await process.stop(plan.stopTimeoutSeconds);
          return exited;
        },
        exec: (words, terminal) => this.#exec(words, around, terminal),
      };
    } catch (error) {
      await release();
      throw error;
    }
  }

  #start(
    command: readonly string[],
    { cwd, env }: Surroundings,
    { memoryMb }: ContainerPlan,
    output: LineSink,
  ): ContainerProcess {
    const [name, ...args] = command;
    if (name === undefined) throw new Error('CannotStartContainerError: no command specified');
    const child = this.#options.keeper.start({
      command: findCommand(name, { path: env.PATH ?? '', cwd }),
      args,
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const process = new ContainerProcess(this.#options.keeper, child);
    const splitters = [child.stdout, child.stderr].map((stream) => {
      const splitter = new LineSplitter(output);
      stream?.on('data', (chunk: Buffer) => splitter.write(chunk));
      return splitter;
    });
    const unwatch =
      memoryMb === undefined || child.pid === undefined
        ? () => undefined
        : this.#memory.watch(child.pid, memoryMb, () => process.kill(OUT_OF_MEMORY));
    void process.exited.then(() => {
      unwatch();
      for (const splitter of splitters) splitter.end();
    });
    return process;
  }

  async #exec(
    words: readonly string[],
    { cwd, env }: Surroundings,
    terminal?: TerminalSize,
  ): Promise<ExecProcess> {
    const { keeper } = this.#options;
    const [name = '', ...args] = words;
    const command = findCommand(name, { path: env.PATH ?? '', cwd });
    if (!terminal) {
      const stdio = ['pipe' as const, 'pipe' as const, 'pipe' as const];
      return execProcess(keeper, keeper.start({ command, args, cwd, env, stdio }));
    }
    const child = keeper.start({
      command: await this.#options.python(),
      args: [
        ...['-I', '-S', '-c', PSEUDO_TERMINAL, String(terminal.columns), String(terminal.rows)],
        ...[command, ...args],
      ],
      cwd,
      env: { TERM: 'xterm-256color', ...env },
      stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    });
    return execProcess(keeper, child);
  }

  /** `node` first, also for scripts that call it by name. */
  #path(): string {
    return [dirname(process.execPath), this.#options.path ?? process.env.PATH ?? ''].join(delimiter);
  }
}

const notKept = (digest: string) => `CannotPullContainerError: failed to resolve ref ${digest}: not found`;

/** An absolute one is meant within the image. */
const relativeTo = (directory = '.') => directory.replace(/^\/+/, './');

function variables(lines: readonly string[] = []): { [name: string]: string } {
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
