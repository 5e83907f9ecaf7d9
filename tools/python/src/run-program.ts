import { execFile } from 'node:child_process';

export interface Ran {
  /** `undefined` when there is no such program. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** Everything that it printed. */
  readonly output: string;
}

/** Runs a program to its end and keeps what it printed. Never throws. */
export function runProgram(
  command: string,
  args: readonly string[],
  {
    env,
    cwd,
    timeoutMs = 0,
  }: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string; readonly timeoutMs?: number },
): Promise<Ran> {
  return new Promise((resolve) => {
    const settings = { env, cwd, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code === 'ENOENT' ? undefined : Number(error.code) || 1;
      resolve({ code, stdout, output: stdout + stderr });
    });
  });
}
