import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terraform';
import { runProgram } from '@slipway/tool-python';

export interface BuildOptions {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/** The product's project in Nx: its `build` makes the folder that goes into the image. */
const PROJECT = 'web';

/** Lines of a failed build that are worth showing; the whole of it is one command away. */
const SHOWN_LINES = 30;

/**
 * Builds the app by its own Nx target, so that what a team does in there is its business, and skips what is built
 * already.
 *
 * @returns absolute path of the folder that goes into the image
 * @throws Failure `buildFailed` with the last lines of the build
 */
export async function buildApp({ root, env = process.env }: BuildOptions): Promise<string> {
  const nx = join(root, 'node_modules', '.bin', 'nx');
  const { code, output } = await runProgram(process.execPath, [nx, 'run', `${PROJECT}:build`], {
    cwd: root,
    env: buildEnvironment(env),
  });
  const folder = join(root, 'dist', 'apps', PROJECT);
  if (code === 0 && existsSync(folder)) return folder;
  const said = output.trim().split('\n').slice(-SHOWN_LINES);
  throw new Failure(
    'buildFailed',
    [
      code === 0
        ? `The build left no folder dist/apps/${PROJECT}.`
        : 'The app does not build. Nothing was released.',
      ...said.map((line) => `  ${line}`),
      `Build it by itself with: npx nx run ${PROJECT}:build`,
    ].join('\n'),
  );
}

/**
 * What a task of Nx inherits would make this run one of its parts; and a build that could read the credentials of
 * AWS, or depend on them, would be another one in a pipeline than on a laptop.
 */
function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^(?:NX_|AWS_|LERNA_)/.test(name));
  return { ...Object.fromEntries(own), NX_DAEMON: 'false', NX_TUI: 'false' };
}
