import { spawn } from 'node:child_process';

/** What would be run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Given to it on standard input: no other process of the machine can read that, as it could its arguments. */
  readonly input?: string;
  /** On top of the environment that it runs in. @default nothing */
  readonly env?: { readonly [name: string]: string };
}

export interface Ended {
  /** `undefined` when there is no such program, or when it was stopped. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** Everything that it printed, in the order in which it came. */
  readonly output: string;
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Ends the program as Ctrl-C does, and by force 10 s later. @default never */
  readonly signal?: AbortSignal;
}

const GRACE_MS = 10_000;

/** Runs a program to its end, with nobody to answer its questions. Never throws. */
export function runCommand(command: Command, { env, cwd, signal }: RunOptions): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command.program, command.args, { cwd, env: { ...env, ...command.env } });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    // A program that does not read its input is told by its exit code.
    child.stdin.on('error', () => undefined).end(command.input ?? '');

    let force: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill('SIGINT');
      force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const end = (code: number | undefined) => {
      clearTimeout(force);
      signal?.removeEventListener('abort', stop);
      resolve({ code, stdout, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(undefined);
    });
    child.once('close', (code) => end(code ?? undefined));
  });
}
