import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing, type App } from 'cdktf';

/** For specs: an app to put stacks into. All share one folder, in which nothing is written; cdktf would leave one each. */
export function specApp(): App {
  const outdir = join(tmpdir(), 'slipway-specs');
  // Here, because cdktf fails where another process makes it at the same time.
  mkdirSync(join(outdir, 'stacks'), { recursive: true });
  return Testing.app({ outdir });
}
