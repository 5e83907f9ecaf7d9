import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { EnvironmentError, nearest, readAppFile, type AppSettings, type Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terminal';
import type { App, AppBuild } from './app';

/** The app of a service that names none and has no folder of its own name. */
const DEFAULT_APP = 'web';

/** Locks of other package managers, each with its name. */
const OTHER_LOCKS = { 'yarn.lock': 'Yarn', 'pnpm-lock.yaml': 'pnpm', 'bun.lock': 'Bun', 'bun.lockb': 'Bun' };

/**
 * The app that an environment's first service runs.
 *
 * @param workspace absolute path of the workspace
 * @throws Failure `usage` when there is no such folder, nothing in it to make an image from, or a mistake
 *   in its `slipway.json`
 */
export function findApp(workspace: string, { services }: Pick<Environment, 'services'>): App {
  const [[service, { app }] = [DEFAULT_APP, {}]] = Object.entries(services);
  const name = app ?? (isFolder(join(workspace, 'apps', service)) ? service : DEFAULT_APP);
  const folder = posix.join('apps', name);
  if (!isFolder(join(workspace, folder))) throw noFolder(workspace, service, name);
  const has = (file: string) => existsSync(join(workspace, folder, file));
  const build = buildOf(workspace, folder, has);
  const dockerfile = has('Dockerfile') ? posix.join(folder, 'Dockerfile') : undefined;
  if (build.kind === 'none' && !dockerfile) throw nothingToBuild(folder, has);
  return { name, folder, settings: settingsOf(workspace, folder), dockerfile, build };
}

function settingsOf(workspace: string, folder: string): AppSettings {
  const file = posix.join(folder, 'slipway.json');
  if (!existsSync(join(workspace, file))) return { context: 'app' };
  try {
    return readAppFile(file, readFileSync(join(workspace, file), 'utf8'));
  } catch (error) {
    throw error instanceof EnvironmentError ? new Failure('usage', error.message) : error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function noFolder(workspace: string, service: string, name: string): Failure {
  const apps = join(workspace, 'apps');
  const there = isFolder(apps) ? readdirSync(apps).filter((entry) => isFolder(join(apps, entry))) : [];
  const meant = nearest(name, there);
  const known =
    there.length > 0
      ? `There ${there.length === 1 ? 'is' : 'are'}: ${there.sort().join(', ')}.`
      : 'There is no app yet.';
  return new Failure(
    'usage',
    [
      `The service ${service} runs the app "${name}", and there is no folder apps/${name}. ${known} Nothing was built.`,
      meant
        ? `Did you mean "${meant}"? Write it into services.${service}.app of environment.ts.`
        : `Put the app there, or name another one in services.${service}.app of environment.ts.`,
    ].join('\n'),
  );
}

function nothingToBuild(folder: string, has: (file: string) => boolean): Failure {
  const [lock, manager] = Object.entries(OTHER_LOCKS).find(([file]) => has(file)) ?? [];
  const missing = lock
    ? `It has a ${lock}, and without a Dockerfile only npm's lock is understood. Write a Dockerfile that builds it with ${manager}, or run in ${folder}: npm install`
    : has('package.json')
      ? `It has a package.json, but no package-lock.json, which says which packages exactly. Run in that folder: npm install`
      : 'Write a Dockerfile there, or a package.json with its lock, or a project.json with a target "build" that leaves a folder.';
  return new Failure('usage', `${folder} has nothing to make an image from. Nothing was built.\n${missing}`);
}

function buildOf(workspace: string, folder: string, has: (file: string) => boolean): AppBuild {
  if (has('project.json')) {
    const target = nxBuild(workspace, folder);
    if (target) return target;
  }
  return has('package.json') && has('package-lock.json') ? { kind: 'npm' } : { kind: 'none' };
}

interface ProjectFile {
  readonly name?: string;
  readonly targets?: { readonly build?: { readonly outputs?: readonly string[] } };
}

/** @see https://nx.dev/reference/project-configuration#outputs */
function nxBuild(workspace: string, folder: string): AppBuild | undefined {
  const file = posix.join(folder, 'project.json');
  const { name = posix.basename(folder), targets } = readProject(workspace, file);
  if (!targets?.build) return undefined;
  const [first = `{workspaceRoot}/dist/${folder}`] = targets.build.outputs ?? [];
  const output = posix.normalize(
    first.replace(/^\{workspaceRoot\}\//, '').replace(/^\{projectRoot\}/, folder),
  );
  return { kind: 'nx', project: name, output };
}

function readProject(workspace: string, file: string): ProjectFile {
  try {
    return JSON.parse(readFileSync(join(workspace, file), 'utf8')) as ProjectFile;
  } catch (error) {
    throw new Failure('usage', `${file} cannot be read: ${(error as Error).message}\nNothing was built.`);
  }
}
