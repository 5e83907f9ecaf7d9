import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree } from '../points/copy-tree';
import { superuser, type RunningServer } from './master-user';

/** What a server writes anew when it starts. `pg_wal` comes last, when it is known how much of it is needed. */
const EMPTY = [
  ...['pg_wal', 'pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp'],
  'pg_subtrans',
];
const LEFT_OUT = ['postmaster.pid', 'postmaster.opts'];

/**
 * Copies the data of a server, which goes on serving: a base backup, as `pg_basebackup` takes it. What was committed
 * before this returns is in the copy.
 *
 * https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function backUp(server: RunningServer, data: string, copy: string): Promise<void> {
  const client = await superuser(server);
  try {
    await client.query("select pg_backup_start('slipway', fast => true)");
    await copyTree(data, copy, {
      mayVanish: true,
      skip: (path) => LEFT_OUT.includes(path) || EMPTY.some((folder) => path.startsWith(`${folder}/`)),
    });
    const { rows } = await client.query<{ readonly labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(join(copy, 'backup_label'), rows[0]?.labelfile ?? '');
    await copyTree(join(data, 'pg_wal'), join(copy, 'pg_wal'), { mayVanish: true });
  } finally {
    await client.end();
  }
}

/** Copies the data of a server that does not run. */
export async function copyAtRest(data: string, copy: string): Promise<void> {
  mkdirSync(copy, { recursive: true });
  await copyTree(data, copy, { skip: (path) => LEFT_OUT.includes(path) });
}
