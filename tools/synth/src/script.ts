import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { HOME } from '@slipway/tool-home';

/** How the scripts in `bin/` end for a mistake of whoever wrote the environment. */
export const INVALID = 2;

/** A mistake in the environment's files; `message` is all that their author needs to know. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
  readonly exitCode = INVALID;
}

export interface ScriptOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly args: readonly string[];
  /** On top of the process's own. @default nothing */
  readonly env?: { readonly [name: string]: string };
}

/** What a script came to: `said` is both streams together, `result` what it wrote to descriptor 3. */
export interface ScriptOutcome {
  readonly said: string;
  readonly result: string;
}

/**
 * Runs one of `bin/` in a process of its own: what a configuration loads, does and prints stays out of the caller.
 *
 * @throws SynthError for a mistake; any other error is a defect, with the stack of the process that had it
 */
export async function runScript(script: string, options: ScriptOptions): Promise<ScriptOutcome> {
  const { code, said, result } = await ended(script, options);
  if (code === INVALID) throw new SynthError(said.trim());
  if (code !== 0) throw defect(said.trim(), script, code);
  return { said, result };
}

function ended(script: string, { workspace, args, env }: ScriptOptions) {
  return new Promise<ScriptOutcome & { readonly code: number }>((resolve, reject) => {
    const child = spawn(process.execPath, [join(HOME, 'tools/synth/bin', script), ...args], {
      cwd: workspace,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const texts = { said: '', result: '' };
    const collect = (stream: Readable | null, into: keyof typeof texts) => {
      stream?.setEncoding('utf8').on('data', (text: string) => (texts[into] += text));
    };
    collect(child.stdout, 'said');
    collect(child.stderr, 'said');
    collect(child.stdio[3] as Readable, 'result');
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, ...texts }));
  });
}

function defect(said: string, script: string, code: number): Error {
  const [summary = ''] = said.split('\n', 1);
  const error = new Error(summary || `${script} ended with code ${code}`);
  if (said) error.stack = said;
  return error;
}
