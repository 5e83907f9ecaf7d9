import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { Environment } from '@slipway/core';
import { EnvironmentStack } from './environment-stack';
import { Platform } from './platform';

/**
 * Writes `cdktf.out/<env>/stacks/<env>/cdk.tf.json`, and `cdktf.out/<env>/environment.json`: the environment with all
 * defaults filled in, from which tools learn account, region and tier. Needs no credentials and no network, and writes
 * the same bytes every time. Several environments go into one `cdktf.out`, as the cdktf command line expects.
 */
export function synth(...environments: readonly Environment[]): void {
  const only = environments.length === 1 ? environments[0] : undefined;
  const outdir = process.env.CDKTF_OUTDIR ?? join('cdktf.out', only?.name ?? '');
  const app = new App({ outdir });
  for (const environment of environments) {
    new Platform(new EnvironmentStack(app, environment), environment);
  }
  app.synth();
  if (only) {
    mkdirSync(outdir, { recursive: true });
    writeFileSync(join(outdir, 'environment.json'), `${JSON.stringify(only, null, 2)}\n`);
  }
}
