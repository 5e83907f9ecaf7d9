import { constants, type Stats } from 'node:fs';
import { chmod, copyFile, link, lchown, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

export interface CopyOptions {
  /** Path below the tree, with `/`. @default all of it is copied */
  readonly skip?: (path: string) => boolean;
  /** Its owner goes on writing: a file that is gone when its turn comes is left out. @default false */
  readonly mayVanish?: boolean;
  /** For files that nobody writes to: the copy shares them. @default false */
  readonly share?: boolean;
  /** Who is to own the copy. @default who owns the original, as far as we may */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Copies a folder with modes and owners. Where the file system can, files share their blocks until one is written to. */
export async function copyTree(source: string, target: string, options: CopyOptions = {}): Promise<void> {
  await copyEntry(source, target, '', options);
}

async function copyEntry(source: string, target: string, path: string, options: CopyOptions): Promise<void> {
  const [from, to] = [join(source, path), join(target, path)];
  try {
    const stats = await lstat(from);
    if (stats.isDirectory()) {
      await mkdir(to, { recursive: true, mode: stats.mode | 0o700 });
      await own(to, stats, options);
      for (const name of await readdir(from)) {
        const inner = path === '' ? name : `${path}/${name}`;
        if (!options.skip?.(inner)) await copyEntry(source, target, inner, options);
      }
    } else if (stats.isSymbolicLink()) {
      await symlink(await readlink(from), to);
    } else if (stats.isFile()) {
      if (options.share && (await shared(from, to))) return;
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      await own(to, stats, options);
    }
  } catch (error) {
    if (!options.mayVanish || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Not across file systems, and not where links run out. */
async function shared(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (!['EXDEV', 'EMLINK', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return false;
  }
}

async function own(path: string, stats: Stats, { owner = stats }: CopyOptions): Promise<void> {
  if (process.getuid?.() === 0) await lchown(path, owner.uid, owner.gid);
  await chmod(path, stats.mode & 0o7777);
}
