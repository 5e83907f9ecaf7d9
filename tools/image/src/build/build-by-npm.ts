import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { AppInputs } from '../app-inputs';
import type { BuildOptions } from './build-options';
import { buildEnvironment } from './build-environment';
import { writeContext } from '../context/write-context';
import { lastLines } from '../last-lines';
import { runCommand } from '../run-command';
import { stoppedBuild } from './stopped-build';

/** What makes an app of its files: all packages, its own build if it has one, and only the packages that it runs with. */
const STEPS: readonly (readonly string[])[] = [
  ['ci', '--no-audit', '--no-fund'],
  ['run', 'build', '--if-present'],
  ['prune', '--omit=dev', '--no-audit', '--no-fund'],
];

/** Folders of other inputs stay a day: a branch that is switched back is built already. */
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Builds the app in a copy of exactly the files that its tag was computed of, so that neither packages nor results of
 * this machine get in. What is built once for a tag is there.
 *
 * @returns absolute path of the folder
 */
export async function buildByNpm(
  { app, files, tag }: AppInputs,
  { workspace, env = process.env, signal }: BuildOptions,
): Promise<string> {
  const builds = join(workspace, '.slipway', 'apps', app.name);
  const folder = join(builds, tag);
  if (existsSync(folder)) return folder;
  await mkdir(builds, { recursive: true });
  const pending = await mkdtemp(join(builds, 'pending-'));
  try {
    await writeContext(files, pending);
    for (const step of STEPS) await npm(step, pending, app.folder, env, signal);
    await rename(pending, folder).catch((error: Error) => {
      // Another run was first, with the same inputs.
      if (!existsSync(folder)) throw error;
    });
    await dropOld(builds, tag);
    return folder;
  } finally {
    await rm(pending, { recursive: true, force: true });
  }
}

async function npm(
  args: readonly string[],
  cwd: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { code, output } = await runCommand(
    { program: 'npm', args },
    { cwd, env: npmEnvironment(env), signal },
  );
  if (signal?.aborted) throw stoppedBuild();
  if (code === 0) return;
  throw new Failure(
    'buildFailed',
    [
      `The app in ${folder} does not build: npm ${args.slice(0, 2).join(' ')} failed. Nothing was released.`,
      ...lastLines(output),
    ].join('\n'),
  );
}

/** NODE_ENV would keep out the packages that a build needs, and settings of the npm that started Slipway are not its own. */
function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(buildEnvironment(env)).filter(
    ([name]) => name !== 'NODE_ENV' && !/^npm_(?:package|lifecycle|command|config_local_prefix)/.test(name),
  );
  return Object.fromEntries(own);
}

async function dropOld(builds: string, keep: string): Promise<void> {
  for (const name of await readdir(builds)) {
    const { mtimeMs } = await stat(join(builds, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (name !== keep && Date.now() - mtimeMs > DAY_MS)
      await rm(join(builds, name), { recursive: true, force: true });
  }
}
