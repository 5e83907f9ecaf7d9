import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@slipway/core';
import { runScript } from './script';

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
  readonly workspace: string;
  /** Absolute path of the folder to write. @default `cdktf.out/<environment>` in the workspace */
  readonly directory?: string;
}

/**
 * Runs an environment's `main.ts` in a process of its own: cdktf's 80 MB and whatever the configuration does stay out
 * of the caller. Needs no credentials and no network.
 *
 * @throws SynthError for a mistake; any other error is a defect, with the stack of the process that had it
 */
export async function synthesize(
  environment: string,
  { workspace, directory = join(workspace, 'cdktf.out', environment) }: SynthesizeOptions,
): Promise<Synthesis> {
  const { said } = await runScript('synth.mjs', {
    workspace,
    args: [environment],
    env: { CDKTF_OUTDIR: directory },
  });
  process.stderr.write(said);
  const stackDirectory = join(directory, 'stacks', environment);
  return {
    environment: JSON.parse(readFileSync(join(directory, 'environment.json'), 'utf8')) as Environment,
    directory,
    stackDirectory,
    stackFile: join(stackDirectory, 'cdk.tf.json'),
  };
}
