import { log } from '../../log';
import { runMigrations } from './run-migrations';
import type { Variables } from '../../variables';

/**
 * What a process does before it serves where `MIGRATE` is `on-start`: applies what is pending, a line of the log each.
 * Many may start at once; one of them migrates while the others wait.
 *
 * @throws Error that names the migration which failed; the database is as before it
 */
export async function migrateOnStart(env: Variables): Promise<void> {
  await runMigrations(env, ({ name, destructive }) =>
    log('info', 'migration applied', { name, destructive: destructive.join(', ') || undefined }),
  );
}
