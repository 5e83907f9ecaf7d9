import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { lastLines } from './last-lines';
import { runCommand } from './run-command';

export interface BuildOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Ctrl-C. @default never */
  readonly signal?: AbortSignal;
}

/** The product's project in Nx: its `build` makes the folder that goes into the image. */
const PROJECT = 'web';

/**
 * Builds the app by its own Nx target, so that what a team does in there is its business, and skips what is built
 * already.
 *
 * @returns absolute path of the folder that goes into the image
 * @throws Failure `buildFailed` with the last lines of the build, `cancelled` when it was stopped
 */
export async function buildApp({ workspace, env = process.env, signal }: BuildOptions): Promise<string> {
  const nx = join(workspace, 'node_modules', '.bin', 'nx');
  const { code, output } = await runCommand(
    { program: process.execPath, args: [nx, 'run', `${PROJECT}:build`] },
    { cwd: workspace, env: buildEnvironment(env), signal },
  );
  if (signal?.aborted) throw stoppedBuild();
  const folder = join(workspace, 'dist', 'apps', PROJECT);
  if (code === 0 && existsSync(folder)) return folder;
  throw new Failure(
    'buildFailed',
    [
      code === 0
        ? `The build left no folder dist/apps/${PROJECT}.`
        : 'The app does not build. Nothing was released.',
      ...lastLines(output),
      `Build it by itself with: npx nx run ${PROJECT}:build`,
    ].join('\n'),
  );
}

export function stoppedBuild(): Failure {
  return new Failure('cancelled', 'Stopped while the app was built. Nothing was released.');
}

/**
 * What a task of Nx inherits would make this run one of its parts; and a build that could read the credentials of
 * AWS, or depend on them, would be another one in a pipeline than on a laptop.
 */
function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^(?:NX_|AWS_|LERNA_|FORCE_COLOR$)/.test(name));
  return { ...Object.fromEntries(own), NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1' };
}
