import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Preloaded into every Node process of a measured command: each appends its own peak, in kilobytes. CommonJS and
 * `--require`, because `--import` would send a process's entry through the ESM loader, which ts-node does not know.
 */
const REPORT_MEMORY = `
process.on('exit', () =>
  require('node:fs').appendFileSync(process.env.SLIPWAY_BENCH_MEMORY, process.resourceUsage().maxRSS + '\\n'),
);`;

/** A command that is measured as a whole process, from start to exit. */
export interface Command {
  readonly line: readonly string[];
  readonly cwd: string;
  /** Variables besides the environment's own. @default none */
  readonly env?: { readonly [name: string]: string };
  /** Done before each run and not measured. @default nothing */
  readonly before?: () => void;
}

export interface Measurement {
  readonly seconds: number;
  /** Largest resident set of any Node process among the command and its children, in MB of 10⁶ bytes. */
  readonly peakMegabytes: number;
  readonly stdout: string;
}

/**
 * Runs the commands in turn, `rounds` times, so that whatever else the machine does meanwhile hits all alike.
 *
 * @returns the runs of each command
 * @throws Error when a command fails, with what it said
 */
export async function interleave<T extends string>(
  commands: { readonly [name in T]: Command },
  rounds: number,
): Promise<{ [name in T]: Measurement[] }> {
  const names = Object.keys(commands) as T[];
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as {
    [name in T]: Measurement[];
  };
  for (let round = 0; round < rounds; round++) {
    for (const name of names) runs[name].push(await measure(commands[name]));
  }
  return runs;
}

async function measure({ line, cwd, env, before }: Command): Promise<Measurement> {
  before?.();
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const report = join(directory, 'memory');
  const preload = join(directory, 'report-memory.cjs');
  writeFileSync(preload, REPORT_MEMORY);
  const [file = '', ...args] = line;
  const started = performance.now();
  const child = spawn(file, args, {
    cwd,
    env: {
      ...process.env,
      ...env,
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      SLIPWAY_BENCH_MEMORY: report,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${line.join(' ')} ended with ${code}:\n${said.stderr || said.stdout}`);
  const peaks = readFileSync(report, 'utf8').trim().split('\n').map(Number);
  rmSync(directory, { recursive: true });
  return { seconds, peakMegabytes: (Math.max(...peaks) * 1024) / 1e6, stdout: said.stdout };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
