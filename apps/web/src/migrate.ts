import { reason } from './log';
import { runMigrations } from './migrations/run/run-migrations';

/**
 * The release phase. Prints a line `{"migration": name, "destructive": [...]}` for each migration that it applied, from
 * which the release engine knows what a rollback would meet.
 */
runMigrations(process.env, ({ name, destructive }) =>
  process.stdout.write(`${JSON.stringify({ migration: name, destructive })}\n`),
).catch((error: unknown) => {
  process.stderr.write(`${reason(error)}\n`);
  process.exitCode = 1;
});
