import { applyMigrations } from './apply-migrations';
import { openDatabase } from './database';
import { reason } from './log';
import { MIGRATIONS } from './migrations';

/**
 * The release phase. Prints a line `{"migration": name, "destructive": [...]}` for each migration that it applied, from
 * which the release engine knows what a rollback would meet.
 */
async function migrate(): Promise<void> {
  const database = openDatabase(process.env, { connections: 2, statementMs: 0 });
  if (!database) throw new Error('There is no database to migrate: DATABASE_HOST is not set.');
  try {
    await applyMigrations(database, MIGRATIONS, ({ name, destructive }) =>
      process.stdout.write(`${JSON.stringify({ migration: name, destructive })}\n`),
    );
  } finally {
    await database.destroy();
  }
}

migrate().catch((error: unknown) => {
  process.stderr.write(`${reason(error)}\n`);
  process.exitCode = 1;
});
