import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, stopCloud, type Cloud, type CloudOptions } from '@slipway/tool-cloud';

/** An embedded cloud of one's own, in a folder that goes away with it. */
export class TrialCloud {
  readonly directory = mkdtempSync(join(tmpdir(), 'slipway-trial-'));
  readonly options: CloudOptions;

  /** @param workspace absolute path of the workspace */
  constructor(readonly workspace: string) {
    const { SLIPWAY_CLOUD_PORT: _, ...env } = process.env;
    this.options = { workspace, directory: this.directory, env };
  }

  start(): Promise<Cloud> {
    return startCloud(this.options);
  }

  async remove(): Promise<void> {
    await stopCloud(this.options);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
