import { lstat, readFile, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Failure } from '@slipway/tool-terminal';

/** A file that goes into the build of the image. */
export interface ContextFile {
  /** From the context's root, with `/`. */
  readonly path: string;
  /** Of a link, the content is what it leads to. */
  readonly kind: 'file' | 'link';
  readonly executable: boolean;
  readonly content: Buffer;
}

/** One that is there, as the file system has it. */
export interface FoundFile {
  readonly path: string;
  readonly isLink: boolean;
  readonly executable: boolean;
  readonly bytes: number;
}

/**
 * @param root absolute path of the context's root
 * @returns `undefined` for a file that git knows and that is deleted
 */
export async function findFile(root: string, path: string): Promise<FoundFile | undefined> {
  const stat = await lstat(join(root, path)).catch(() => undefined);
  if (!stat) return undefined;
  // Of the mode only what git keeps: the rest is the umask of whoever cloned.
  return { path, isLink: stat.isSymbolicLink(), executable: (stat.mode & 0o100) !== 0, bytes: stat.size };
}

/** @throws Failure `usage` for a link out of the context, which leads nowhere in the build */
export async function readFound(root: string, { path, isLink, executable }: FoundFile): Promise<ContextFile> {
  const absolute = join(root, path);
  if (!isLink) return { path, kind: 'file', executable, content: await readFile(absolute) };
  const target = await readlink(absolute);
  const leadsTo = posix.join(posix.dirname(path), target);
  if (posix.isAbsolute(target) || leadsTo === '..' || leadsTo.startsWith('../')) {
    throw new Failure(
      'usage',
      `${path} is a link to ${target}, which is outside of what the image is built from. Nothing was built.\nCopy what it leads to, or leave the link out by a line in .dockerignore.`,
    );
  }
  return { path, kind: 'link', executable: false, content: Buffer.from(target) };
}
