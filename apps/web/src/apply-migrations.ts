import type { Knex } from 'knex';
import type { Migration } from './migrations/migration';

/** Any number will do, as long as nobody else locks it: "slipway" in ASCII. */
const LOCK = '32487701542527353';

/**
 * Applies what is pending, each in a transaction of its own, so that one that fails leaves nothing behind. Whoever
 * comes at the same time waits, and then finds nothing to do.
 *
 * @param database needs two connections: one holds the lock
 * @throws Error that names the migration which failed
 */
export async function applyMigrations(
  database: Knex,
  migrations: readonly Migration[],
  applied: (migration: Migration) => void,
): Promise<void> {
  const holder: unknown = await database.client.acquireConnection();
  try {
    await database.raw('select pg_advisory_lock(?)', [LOCK]).connection(holder);
    // Knex's own lock is a row that stays when its holder is killed. Ours is held, so nobody is at work.
    await database.migrate.forceFreeMigrationsLock();
    for (;;) {
      const next = await pending(database, migrations);
      if (!next) return;
      await apply(database, next);
      applied(next);
    }
  } finally {
    // The session may live on in the pool. If it is gone, so is its lock.
    const unlock = database.raw('select pg_advisory_unlock(?)', [LOCK]).connection(holder);
    await unlock.catch(() => undefined);
    await database.client.releaseConnection(holder);
  }
}

async function pending(database: Knex, migrations: readonly Migration[]): Promise<Migration | undefined> {
  const [, next] = (await database.migrate.list(source(migrations))) as [unknown, Migration[]];
  return next[0];
}

async function apply(database: Knex, migration: Migration): Promise<void> {
  try {
    await database.migrate.up({ ...source([migration]), name: migration.name });
  } catch (error) {
    throw new Error(`Migration ${migration.name} failed and was undone: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function source(migrations: readonly Migration[]): Knex.MigratorConfig {
  return {
    // An older release may come after a newer one has migrated.
    disableMigrationsListValidation: true,
    migrationSource: {
      getMigrations: async () => [...migrations],
      getMigrationName: ({ name }: Migration) => name,
      getMigration: async ({ up }: Migration) => ({ up, down: async () => undefined }),
    } satisfies Knex.MigrationSource<Migration>,
  };
}
