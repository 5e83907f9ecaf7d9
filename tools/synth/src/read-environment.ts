import type { Environment } from '@slipway/core';
import { runScript } from './script';

export interface ReadEnvironmentOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
}

/**
 * What `environments/<name>/environment.ts` says, with every default filled in. Loads that file alone, without cdktf and
 * without writing a stack, so that verbs which only want to know where an environment lives start quickly.
 *
 * @throws SynthError with everything that is wrong with the file, in the words of `synthesize`
 */
export async function readEnvironment(
  name: string,
  { workspace }: ReadEnvironmentOptions,
): Promise<Environment> {
  const { said, result } = await runScript('environment.mjs', { workspace, args: [name] });
  process.stderr.write(said);
  return JSON.parse(result) as Environment;
}
