import { Failure } from '@slipway/tool-terminal';
import type { AppInputs } from '../app-inputs';
import { buildByNpm } from './build-by-npm';
import { buildByNx } from './build-by-nx';
import type { BuildOptions } from './build-options';

/**
 * Makes the folder of an app that runs without a container, unless it is there. What a team does in its own build is its
 * business.
 *
 * @returns absolute path of the folder
 * @throws Failure `buildFailed` with the last lines of the build, `toolMissing` for an app that only an engine builds,
 *   `cancelled` when it was stopped
 */
export async function buildApp(inputs: AppInputs, options: BuildOptions): Promise<string> {
  const { build, folder } = inputs.app;
  if (build.kind === 'nx') return buildByNx(build.project, build.output, options);
  if (build.kind === 'npm') return buildByNpm(inputs, options);
  throw new Failure(
    'toolMissing',
    [
      `${folder} has a Dockerfile, and nothing that makes a folder which runs without a container. The embedded cloud runs folders. Nothing was released.`,
      `Write ${folder}/project.json with a target "build" that leaves such a folder; AWS goes on building the Dockerfile.`,
    ].join('\n'),
  );
}
