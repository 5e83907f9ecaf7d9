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

/** The configuration could not be synthesized; `message` is what the author needs to know. */
export class SynthError extends Error {
  override readonly name = 'SynthError';

  /** @param exitCode 2: a mistake in the environment's files, 1: a defect, the message holds the stack */
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/**
 * Runs an environment's `main.ts` in a process of its own: cdktf's 80 MB and whatever the configuration does stay out
 * of the caller. Needs no credentials and no network.
 *
 * @throws SynthError
 */
export async function synthesize(
  environment: string,
  { root, directory = join(root, 'cdktf.out', environment) }: SynthesizeOptions,
): Promise<Synthesis> {
  const { code, said } = await runSynth(environment, root, directory);
  if (code !== 0) throw new SynthError(said.trim() || `synth ended with code ${code}`, code);
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
