import type { Knex } from 'knex';
import { log as toStdout, type Log } from '../../log';
import type { AppliedMigration, Migration } from '../migration';
import { applyMigration } from './apply-migration';
import { pendingOf, prepareBookkeeping } from './bookkeeping';
import { withMigrationLock } from './migration-lock';
import { PATIENCE, type Patience } from './patience';

export interface ApplyOptions {
  /** What others read in `pg_stat_activity` while they wait for us. @default 'migrations' */
  readonly as?: string;
  /** Hears of waiting. @default stdout */
  readonly log?: Log;
  /** @default PATIENCE */
  readonly patience?: Partial<Patience>;
}

/**
 * Applies what is pending, each in a transaction of its own, so that one that fails leaves nothing behind. Whoever
 * comes at the same time waits, and then finds nothing to do.
 *
 * @param database needs two connections, one of which holds the lock, and no limit for a statement
 * @param applied hears of each migration as soon as it is there for good
 * @throws Error that names the migration which failed, or whoever was waited for in vain
 */
export async function applyMigrations(
  database: Knex,
  migrations: readonly Migration[],
  applied: (migration: AppliedMigration) => void,
  { as = 'migrations', log = toStdout, patience: given }: ApplyOptions = {},
): Promise<void> {
  const patience = { ...PATIENCE, ...given };
  await withMigrationLock(database, { as, log, patience }, async (session) => {
    await prepareBookkeeping(database);
    for (;;) {
      // Asked where the lock is held: should that connection be lost, nothing more is applied.
      const [next] = await pendingOf(database, migrations, session);
      if (!next) return;
      applied(await applyMigration(database, next, { session, log, patience }));
    }
  });
}
