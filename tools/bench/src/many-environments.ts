import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from './measure';

const ENTRY = '.slipway/bench/many-environments.ts';

/**
 * A command that synthesizes `count` copies of an environment as one app and prints the milliseconds that it took
 * without loading any code. Generated, because a tool is not allowed to import an environment.
 */
export function manyEnvironments(workspace: string, environment: string, count: number): Command {
  mkdirSync(dirname(join(workspace, ENTRY)), { recursive: true });
  writeFileSync(
    join(workspace, ENTRY),
    `import { synth } from '@slipway/platform';
import environment from '../../environments/${environment}/environment';

const environments = Array.from({ length: Number(process.argv[3]) }, (_, i) => ({ ...environment, name: 'copy' + i }));
const started = performance.now();
synth(...environments);
process.stdout.write(String(performance.now() - started));
`,
  );
  const directory = join(workspace, '.slipway/bench', `many-${count}`);
  mkdirSync(directory, { recursive: true });
  return {
    line: [process.execPath, 'tools/bench/bin/run-entry.mjs', ENTRY, String(count)],
    cwd: workspace,
    env: { CDKTF_OUTDIR: directory },
  };
}
