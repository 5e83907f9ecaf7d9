import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import type { PostgresBinaries } from './postgres-binaries';

/**
 * initdb starts `postgres` by a shell, with its path in double quotes, where these still mean something; and it follows
 * links before, so that none helps. https://github.com/postgres/postgres/blob/REL_17_STABLE/src/bin/initdb/initdb.c
 */
const MEANS_SOMETHING = /["$`\\\n]/;

/**
 * Programs that initdb can start, for as long as the work takes: a copy of them where their own path would be read by a
 * shell. The server needs none; nothing reads its path.
 *
 * @throws Failure `cloud` when the folder for temporary files has such a path, too
 */
export async function withPlainPath<T>(
  binaries: PostgresBinaries,
  work: (binaries: PostgresBinaries) => Promise<T>,
  temporary = tmpdir(),
): Promise<T> {
  if (!MEANS_SOMETHING.test(binaries.initdb)) return work(binaries);
  if (MEANS_SOMETHING.test(temporary)) {
    throw new Failure(
      'cloud',
      `Postgres cannot be set up below ${temporary}: a shell reads that path, and something in it means something to shells. Set TMPDIR to a folder of letters and digits.`,
    );
  }
  const copy = await mkdtemp(join(temporary, 'slipway-postgres-'));
  try {
    // Postgres may run as another user.
    await chmod(copy, 0o755);
    const from = dirname(dirname(binaries.initdb));
    await cp(from, copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    const at = (file: string) => join(copy, file.slice(from.length));
    return await work({ ...binaries, initdb: at(binaries.initdb), postgres: at(binaries.postgres) });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
