import type { Knex } from 'knex';
import * as createEntries from './20261102-create-entries';
import type { Migration } from './migration';
import { pendingOf } from './run/bookkeeping';

/** All of them, oldest first, each by the name of its file. */
export const MIGRATIONS: readonly Migration[] = [{ name: '20261102-create-entries', ...createEntries }];

/**
 * The names of those that the database does not have yet, by one cheap query. That it has more than this release knows
 * of is as it should be after a rollback.
 */
export async function pendingMigrations(database: Knex): Promise<string[]> {
  return (await pendingOf(database, MIGRATIONS)).map(({ name }) => name);
}
