import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { reason, type Log } from '../../log';
import { recordStatements } from '../lint/record-statements';
import type { AppliedMigration, Migration } from '../migration';
import { remember } from './bookkeeping';
import type { Patience } from './patience';
import { oldestTransaction } from './sessions';

/** https://www.postgresql.org/docs/17/errcodes-appendix.html: lock_not_available, deadlock_detected */
const LOCKED_OUT: readonly unknown[] = ['55P03', '40P01'];

/**
 * Without it a statement whose process was killed goes on to its end, and holds its locks until then.
 * https://www.postgresql.org/docs/17/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
 */
const CHECK_CONNECTION_MS = '1000';

interface Surroundings {
  /** A connection on which can be asked what goes on. */
  readonly session: unknown;
  readonly log: Log;
  readonly patience: Patience;
}

/** @throws Error that names the migration and says what is left of it */
export async function applyMigration(
  database: Knex,
  migration: Migration,
  { session, log, patience }: Surroundings,
): Promise<AppliedMigration> {
  const { name } = migration;
  if (migration.config?.transaction === false) return applyBare(database, migration);
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyInTransaction(database, migration, patience.lockMs);
    } catch (error) {
      const lockedOut = LOCKED_OUT.includes((error as { code?: unknown }).code);
      const oldest = lockedOut && (await oldestTransaction(database, session));
      const by = oldest ? `; the oldest transaction is that of ${oldest}` : '';
      if (!lockedOut || attempt >= patience.tries)
        throw new Error(`Migration ${name} failed and was undone: ${reason(error)}${by}`, { cause: error });
      log('info', `migration ${name} did not get its locks, and will try again${by}`, { attempt });
      await sleep(patience.pauseMs);
    }
  }
}

function applyInTransaction(database: Knex, migration: Migration, lockMs: number): Promise<AppliedMigration> {
  return database.transaction(async (transaction) => {
    await transaction.raw(
      "select set_config('lock_timeout', ?, true), set_config('client_connection_check_interval', ?, true)",
      [String(lockMs), CHECK_CONNECTION_MS],
    );
    return run(transaction, migration);
  });
}

async function applyBare(database: Knex, migration: Migration): Promise<AppliedMigration> {
  try {
    return await run(database, migration);
  } catch (error) {
    throw new Error(
      `Migration ${migration.name} failed. It runs without a transaction, so what it had done is still there: ` +
        reason(error),
      { cause: error },
    );
  }
}

/** What cannot be told ends it before it is there for good: a release must know what it did. */
async function run(knex: Knex, migration: Migration): Promise<AppliedMigration> {
  // The parser is 1.7 MB of WebAssembly: only who migrates loads it.
  const { destructiveSteps } = await import('../lint/destructive-steps');
  const statements = await recordStatements(knex, async () => migration.up(knex));
  const destructive = await destructiveSteps(statements);
  await remember(knex, migration);
  return { name: migration.name, destructive };
}
