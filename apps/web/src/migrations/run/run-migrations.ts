import { MIGRATIONS } from '..';
import { openDatabase } from '../../database';
import type { AppliedMigration } from '../migration';
import { applyMigrations } from './apply-migrations';
import type { Variables } from '../../variables';

/**
 * Applies what this release has and the database lacks.
 *
 * @param env of the process, which names database and release
 * @param applied hears of each migration as soon as it is there for good
 * @throws Error that says what failed and what is left of it
 */
export async function runMigrations(
  env: Variables,
  applied: (migration: AppliedMigration) => void,
): Promise<void> {
  const database = openDatabase(env, { connections: 2, statementMs: 0 });
  if (!database) throw new Error('There is no database to migrate: DATABASE_HOST is not set.');
  try {
    await applyMigrations(database, MIGRATIONS, applied, {
      as: `migrations of ${env.RELEASE_VERSION ?? 'an unreleased app'}`,
    });
  } finally {
    await database.destroy();
  }
}
