import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stopCloud, type Cloud } from './cloud';
import type { CloudOptions } from './options';
import { startCloud } from './start-cloud';

export const REPOSITORY = resolve(__dirname, '../../..');

/** A cloud of its own for a test file. */
export class SampleCloud {
  readonly directory = mkdtempSync(join(tmpdir(), 'slipway-cloud-'));

  options(env: NodeJS.ProcessEnv = {}): CloudOptions {
    const { SLIPWAY_CLOUD_PORT: _, ...rest } = process.env;
    return { workspace: REPOSITORY, directory: this.directory, env: { ...rest, ...env } };
  }

  start(env?: NodeJS.ProcessEnv): Promise<Cloud> {
    return startCloud(this.options(env));
  }

  async remove(): Promise<void> {
    await stopCloud(this.options());
    rmSync(this.directory, { recursive: true, force: true });
  }
}
