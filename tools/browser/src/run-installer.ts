import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface InstallerOptions {
  /** Variables on top of this process's own. */
  readonly env: { readonly [name: string]: string };
  /** It is ended after that. @default it may take as long as it takes */
  readonly withinMs?: number;
}

/**
 * Runs a program to its end without showing what it prints.
 *
 * @throws Error with its last line, unless it ends well and in time
 */
export async function runInstaller(
  command: string,
  args: readonly string[],
  { env, withinMs }: InstallerOptions,
): Promise<void> {
  // A group of its own: downloads are done by a child of the program, which would go on without it.
  const child = spawn(command, args, { env: { ...process.env, ...env }, detached: true, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  child.stdin.end();
  let isLate = false;
  const timer =
    withinMs !== undefined &&
    setTimeout(() => {
      isLate = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, withinMs);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (isLate) throw new Error(`it took more than ${(withinMs ?? 0) / 1000} s`);
    if (code !== 0) throw new Error(lastWords(said) ?? `it ended with code ${code}`);
  } finally {
    if (timer) clearTimeout(timer);
  }
}

/** The last line that says what is wrong, as apt-get and Playwright both mark it; else the last line. */
function lastWords(said: string): string | undefined {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.findLast((line) => /^(?:E|Error): /.test(line)) ?? lines.at(-1);
}
