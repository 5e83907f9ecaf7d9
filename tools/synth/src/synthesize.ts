import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@slipway/core';

/** What one environment's configuration came to; all paths are absolute. */
export interface Synthesis {
  /** The environment with every default filled in. */
  readonly environment: Environment;
  /** Everything synthesized: `manifest.json`, `environment.json` and `stacks/`. */
  readonly directory: string;
  /** Terraform's root module. */
  readonly stackDirectory: string;
  /** `cdk.tf.json` in there. */
  readonly stackFile: string;
}

export interface SynthesizeOptions {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** Absolute path of the folder to write. @default `cdktf.out/<environment>` in the workspace */
  readonly directory?: string;
}

/** A mistake in the environment's files; `message` is all that their author needs to know. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
  readonly exitCode = INVALID;
}

/** How `bin/synth.mjs` ends for a mistake. */
const INVALID = 2;

/**
 * Runs an environment's `main.ts` in a process of its own: cdktf's 80 MB and whatever the configuration does stay out
 * of the caller. Needs no credentials and no network.
 *
 * @throws SynthError for a mistake; any other error is a defect, with the stack of the process that had it
 */
export async function synthesize(
  environment: string,
  { root, directory = join(root, 'cdktf.out', environment) }: SynthesizeOptions,
): Promise<Synthesis> {
  const { code, said } = await runSynth(environment, root, directory);
  if (code === INVALID) throw new SynthError(said.trim());
  if (code !== 0) throw defect(said.trim(), code);
  process.stderr.write(said);
  const stackDirectory = join(directory, 'stacks', environment);
  return {
    environment: JSON.parse(readFileSync(join(directory, 'environment.json'), 'utf8')) as Environment,
    directory,
    stackDirectory,
    stackFile: join(stackDirectory, 'cdk.tf.json'),
  };
}

/** `said` is both streams together: what a configuration prints must not end up in a caller's JSON. */
function runSynth(environment: string, root: string, directory: string) {
  return new Promise<{ code: number; said: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'tools/synth/bin/synth.mjs'), environment], {
      cwd: root,
      env: { ...process.env, CDKTF_OUTDIR: directory },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

function defect(said: string, code: number): Error {
  const [summary = ''] = said.split('\n', 1);
  const error = new Error(summary || `synth ended with code ${code}`);
  if (said) error.stack = said;
  return error;
}
