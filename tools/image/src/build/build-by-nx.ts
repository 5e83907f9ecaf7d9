import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { lastLines } from '../last-lines';
import { runCommand } from '../run-command';
import { buildEnvironment } from './build-environment';
import type { BuildOptions } from './build-options';
import { stoppedBuild } from './stopped-build';

/** By the app's own target, which skips what is built already. */
export async function buildByNx(
  project: string,
  output: string,
  { workspace, env = process.env, signal }: BuildOptions,
): Promise<string> {
  const nx = join(workspace, 'node_modules', '.bin', 'nx');
  const { code, output: said } = await runCommand(
    { program: process.execPath, args: [nx, 'run', `${project}:build`] },
    { cwd: workspace, env: buildEnvironment(env), signal },
  );
  if (signal?.aborted) throw stoppedBuild();
  const folder = join(workspace, output);
  if (code === 0 && existsSync(folder)) return folder;
  throw new Failure(
    'buildFailed',
    [
      code === 0 ? `The build left no folder ${output}.` : 'The app does not build. Nothing was released.',
      ...lastLines(said),
      `Build it by itself with: npx nx run ${project}:build`,
    ].join('\n'),
  );
}
