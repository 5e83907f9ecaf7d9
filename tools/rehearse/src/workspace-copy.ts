import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { linkModules } from './linked-modules';

/** What building, releasing, synth, the embedded cloud and Terraform need of the workspace. */
const SOURCES = [
  ...['apps', 'environments', 'libs', 'tools'],
  ...['nx.json', 'package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json'],
  ...['.dockerignore', '.env', '.gitattributes', '.gitignore', '.npmrc', '.nxignore'],
];

/** Made once for this machine and fit to be shared: nothing in there depends on a run. */
const SHARED = ['.slipway/python', '.slipway/terraform'];

/** What a build leaves behind beside its sources. */
const LEFTOVERS = new Set(['.next', '.next-build.lock', 'node_modules', '__pycache__']);

/** What Next.js keeps from one build to the next: a build that begins with it takes a fifth of the time. */
const BUILD_CACHE = 'apps/web/.next/cache';

/** Nobody's settings: a commit must not be signed, hooked or refused because of how this machine is set up. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Rehearsal',
  GIT_AUTHOR_EMAIL: 'rehearsal@example.com',
  GIT_COMMITTER_NAME: 'Rehearsal',
  GIT_COMMITTER_EMAIL: 'rehearsal@example.com',
};

/**
 * A copy of the workspace with a history and an embedded cloud of its own, where environments and the app may be
 * edited. What is committed in the original or not makes no difference.
 */
export class WorkspaceCopy {
  readonly root: string;

  /** @param original absolute path of the workspace */
  constructor(original: string) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-copy-')));
    const filter = (path: string) => !LEFTOVERS.has(basename(path));
    for (const source of SOURCES)
      cpSync(join(original, source), join(this.root, source), { recursive: true, filter });
    if (existsSync(join(original, BUILD_CACHE)))
      cpSync(join(original, BUILD_CACHE), join(this.root, BUILD_CACHE), { recursive: true });
    linkModules(original, this.root);
    mkdirSync(join(this.root, '.slipway'));
    for (const shared of SHARED) {
      mkdirSync(join(original, shared), { recursive: true });
      symlinkSync(join(original, shared), join(this.root, shared));
    }
  }

  /** Commits everything. The first call starts the history. @returns the commit's id */
  commit(message: string): string {
    if (!existsSync(join(this.root, '.git'))) this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD').trim();
  }

  /** What is committed of these paths, in a form that is the same for the same content. What is not there is left out. */
  committed(paths: readonly string[]): string {
    return this.git('ls-tree', 'HEAD', ...paths);
  }

  /** Replaces `before`, which must be there, in a file. @returns how to take that back */
  edit(file: string, before: string, after: string): () => void {
    const path = join(this.root, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    writeFileSync(
      path,
      text.replace(before, () => after),
    );
    return () => writeFileSync(path, text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private git(...args: readonly string[]): string {
    return execFileSync('git', [...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, ...GIT_ENV },
    });
  }
}

/** Where an environment's settings are. */
export function environmentFile(name: string): string {
  return join('environments', name, 'environment.ts');
}
