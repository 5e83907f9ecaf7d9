import type { Knex } from 'knex';
import type { Migration } from '../migration';

/** Knex's own, in Knex's own shape, so that its command line reads it, too. */
const TABLE = 'knex_migrations';
/** https://www.postgresql.org/docs/17/errcodes-appendix.html: undefined_table */
const NO_TABLE = '42P01';

/**
 * Those that the database does not have, in their order; all, where no migration was ever applied.
 *
 * @param connection of the pool, where it has to be a certain one
 */
export async function pendingOf(
  database: Knex,
  migrations: readonly Migration[],
  connection?: unknown,
): Promise<Migration[]> {
  const names = database(TABLE).pluck<string[]>('name');
  const applied = await (connection ? names.connection(connection) : names).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === NO_TABLE) return [];
    throw error;
  });
  const known = new Set(applied);
  return migrations.filter(({ name }) => !known.has(name));
}

/** Knex makes its tables when it is asked what they hold. */
export async function prepareBookkeeping(database: Knex): Promise<void> {
  await database.migrate.currentVersion();
}

/** Each migration is a batch of its own. */
export async function remember(database: Knex, { name }: Migration): Promise<void> {
  const [last] = await database(TABLE).max({ batch: 'batch' });
  await database(TABLE).insert({ name, batch: Number(last?.batch ?? 0) + 1, migration_time: new Date() });
}
