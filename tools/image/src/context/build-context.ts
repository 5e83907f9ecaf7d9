import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, lstat, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import dockerignore from '@balena/dockerignore';
import { Failure, npxSlipway } from '@slipway/tool-terminal';

/** A file that goes into the build of the image. */
export interface ContextFile {
  /** From the workspace's root, with `/`. */
  readonly path: string;
  /** Of a link, the content is what it leads to. */
  readonly kind: 'file' | 'link';
  readonly executable: boolean;
  readonly content: Buffer;
}

export const DOCKERFILE = 'apps/web/Dockerfile';

/** Replaced by the app's part of them, which only the app's own packages change. */
const PACKAGES = ['package.json', 'package-lock.json'] as const;

const run = promisify(execFile);

/**
 * What the image is built from: the files of the workspace that git knows or would take in and that .dockerignore lets
 * through, and of the packages those that the app needs. Sorted by path; the same in every clone.
 *
 * @param workspace absolute path of the workspace
 * @throws Failure `usage` outside of a git repository, or when project.json names a package that is not there
 */
export async function buildContext(workspace: string): Promise<readonly ContextFile[]> {
  refuseEnvFiles(await filesOf(workspace, '--cached'));
  const isIgnored = await ignoredBy(workspace);
  const paths = (await knownFiles(workspace)).filter((path) => !isIgnored(path) && !isPackages(path));
  const files = await Promise.all(paths.map((path) => contextFile(workspace, path)));
  const all = [...files.filter((file) => file !== undefined), ...(await appPackages(workspace))];
  // Not by locale: the order must be the same everywhere.
  return all.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function ignoredBy(workspace: string): Promise<(path: string) => boolean> {
  const rules = dockerignore().add(await readFile(join(workspace, '.dockerignore'), 'utf8'));
  return (path) => rules.ignores(path);
}

/** `.env` and its kin below the apps; an example has no values. */
const ENV_FILE = /^apps\/(?:.*\/)?\.env(?!\.example$)[^/]*$/;

/** Next.js builds their values into what browsers get. In git they would be in the image of everybody. */
function refuseEnvFiles(tracked: readonly string[]): void {
  const found = tracked.filter((path) => ENV_FILE.test(path));
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

function knownFiles(workspace: string): Promise<string[]> {
  return filesOf(workspace, '--cached', '--others', '--exclude-standard', '--deduplicate');
}

async function filesOf(workspace: string, ...which: readonly string[]): Promise<string[]> {
  try {
    const { stdout } = await run('git', ['-C', workspace, 'ls-files', '-z', ...which], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.split('\0').filter(Boolean);
  } catch (error) {
    throw new Failure(
      'usage',
      `Git cannot tell which files belong to the app: ${saidBy(error)}\nNothing was built. If the folder is not a clone: git init.`,
    );
  }
}

/** @returns `undefined` for a file that git knows and that is deleted */
async function contextFile(workspace: string, path: string): Promise<ContextFile | undefined> {
  const absolute = join(workspace, path);
  const stat = await lstat(absolute).catch(() => undefined);
  if (!stat) return undefined;
  if (stat.isSymbolicLink())
    return { path, kind: 'link', executable: false, content: Buffer.from(await readlink(absolute)) };
  // Of the mode only what git keeps: the rest is the umask of whoever cloned.
  return { path, kind: 'file', executable: (stat.mode & 0o100) !== 0, content: await readFile(absolute) };
}

/** The app cuts them itself, by the program that its Dockerfile runs, too. */
async function appPackages(workspace: string): Promise<ContextFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-packages-'));
  try {
    await run(process.execPath, [join(workspace, 'apps/web/app-packages.mjs'), workspace, folder]);
    return await Promise.all(
      PACKAGES.map(async (path) => {
        const content = await readFile(join(folder, path));
        return { path, kind: 'file' as const, executable: false, content };
      }),
    );
  } catch (error) {
    throw new Failure('usage', `${saidBy(error)}\nNothing was built.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isPackages = (path: string) => (PACKAGES as readonly string[]).includes(path);

function saidBy(error: unknown): string {
  const { stderr, message } = error as Error & { readonly stderr?: string };
  return stderr?.trim() || message;
}
