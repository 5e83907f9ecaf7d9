import { join } from 'node:path';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { contextRoot, type App } from '../app/app';
import { findFile, readFound, type ContextFile, type FoundFile } from './context-file';
import { cutPackages, isPackages } from './cut-packages';
import { knownFiles, trackedFiles } from './git-files';
import { ignoredBy } from './ignored';

/** All of it is read, hashed and sent to an engine. What is larger has something in it that was not meant. */
const MOST_BYTES = 1024 ** 3;

/**
 * What the image is built from: the files of the context that git knows or would take in and that .dockerignore lets
 * through, and of the workspace's packages those that the app needs. Sorted by path; the same in every clone.
 *
 * @param workspace absolute path of the workspace
 * @throws Failure `usage` outside of a git repository, for files that must not get into an image, or when the app's
 *   packages cannot be cut
 */
export async function buildContext(workspace: string, app: App): Promise<readonly ContextFile[]> {
  const root = join(workspace, contextRoot(app));
  refuseEnvFiles(contextRoot(app), await trackedFiles(root));
  const { packages } = app.settings;
  const isIgnored = ignoredBy(workspace, app);
  const isLeftOut = (path: string) => isIgnored(path) || (packages !== undefined && isPackages(path));
  const paths = (await knownFiles(root)).filter((path) => !isLeftOut(path));
  const found = await Promise.all(paths.map((path) => findFile(root, path)));
  const there = found.filter((file) => file !== undefined);
  refuseLarge(app, there);
  const files = await Promise.all(there.map((file) => readFound(root, file)));
  if (packages !== undefined) files.push(...(await cutPackages(workspace, join(app.folder, packages))));
  // Not by locale: the order must be the same everywhere.
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `.env` and its kin below the apps; an example has no values. */
const ENV_FILE = /^apps\/(?:.*\/)?\.env(?!\.example$)[^/]*$/;

/** Next.js builds their values into what browsers get. In git they would be in the image of everybody. */
function refuseEnvFiles(root: string, tracked: readonly string[]): void {
  const found = tracked
    .map((path) => (root ? `${root}/${path}` : path))
    .filter((path) => ENV_FILE.test(path));
  if (found.length === 0) return;
  throw new Failure(
    'usage',
    [
      `In git, and not allowed there: ${found.join(', ')}. Files of this kind hold secrets, and their values are built into what browsers get. Nothing was built.`,
      `Values that everybody is allowed to know go into environment.ts, secrets go into: ${npxSlipway('config', 'set', '<environment>', '<NAME>')}`,
      `Then: git rm --cached ${found.join(' ')}`,
    ].join('\n'),
  );
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2)} MB`;

function refuseLarge({ name }: App, files: readonly FoundFile[]): void {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MOST_BYTES) return;
  const largest = [...files].sort((a, b) => b.bytes - a.bytes).slice(0, 3);
  throw new Failure(
    'usage',
    [
      `What the image of ${name} would be built from has ${megabytes(total)}; at most ${megabytes(MOST_BYTES)} are taken. Nothing was built.`,
      ...largest.map(({ path, bytes }) => `  ${megabytes(bytes)}  ${path}`),
      'Leave out what does not belong into the image: a line each in .dockerignore.',
    ].join('\n'),
  );
}
