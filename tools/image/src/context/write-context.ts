import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContextFile } from './context-file';

/** A time for what must not have one: files of the same content have to make the same layer. */
const EPOCH = new Date(0);

/** Writes into an empty folder what an engine builds from: exactly the files that the tag was computed of. */
export async function writeContext(files: readonly ContextFile[], folder: string): Promise<void> {
  for (const { path, kind, executable, content } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    if (kind === 'link') {
      await symlink(content.toString(), file);
      continue;
    }
    await writeFile(file, content);
    // Not by the mode of writeFile, which the umask cuts.
    await chmod(file, executable ? 0o755 : 0o644);
    await utimes(file, EPOCH, EPOCH);
  }
}
