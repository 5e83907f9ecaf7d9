import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { Failure } from '@slipway/tool-terminal';

/**
 * Copies a folder in one pass and makes its files read-only. Thousands of files, so one call for each thing that has to
 * be done; `cp` of Node asks twice as much of the system.
 *
 * @param copy an empty folder
 * @throws Failure `usage` for a link that leads out of the folder, or what is neither file nor folder
 */
export async function sealedCopy(folder: string, copy: string): Promise<void> {
  const copyBelow = async (path: string): Promise<void> => {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    await Promise.all(
      entries.map(async (entry) => {
        const inner = join(path, entry.name);
        if (entry.isDirectory()) {
          await mkdir(join(copy, inner));
          return copyBelow(inner);
        }
        if (entry.isFile()) return copySealed(join(folder, inner), join(copy, inner));
        if (entry.isSymbolicLink()) return copyLink(folder, copy, inner);
        throw new Failure('usage', `${inner} is neither file nor folder.`);
      }),
    );
  };
  await copyBelow('');
}

async function copySealed(source: string, target: string): Promise<void> {
  const { mode } = await stat(source);
  // Where the file system can, the copy shares the original's blocks until one of them is written to.
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await chmod(target, mode & 0o100 ? 0o555 : 0o444);
}

/** A link must stay inside, or the image would change with what it leads to. */
async function copyLink(folder: string, copy: string, path: string): Promise<void> {
  const target = await readlink(join(folder, path));
  const within = relative(folder, join(folder, dirname(path), target));
  if (!isAbsolute(target) && within !== '..' && !within.startsWith('../'))
    return symlink(target, join(copy, path));
  throw new Failure(
    'usage',
    `${path} is a link to ${target}, outside the folder. An image holds all that it runs: copy the file instead.`,
  );
}
