import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Log } from '../../log';
import type { Patience } from './patience';
import { lockHolder } from './sessions';

/** Any number will do, as long as nobody else locks it: "slipway" in ASCII. */
const LOCK = '32487701542527353';
const SAY_AGAIN_MS = 30_000;

export interface LockOptions {
  /** What others read in `pg_stat_activity` while they wait for us. */
  readonly as: string;
  readonly log: Log;
  readonly patience: Patience;
}

/**
 * Works while nobody else migrates this database; whoever comes meanwhile waits. It is the session that holds the lock,
 * so it goes with its process, however that ends.
 *
 * @param work gets the connection that holds the lock: a query on it fails when the lock is lost
 * @throws Error that names the holder when it does not end in time
 */
export async function withMigrationLock<T>(
  database: Knex,
  options: LockOptions,
  work: (session: unknown) => Promise<T>,
): Promise<T> {
  const session: unknown = await database.client.acquireConnection();
  try {
    await database.raw("select set_config('application_name', ?, false)", [options.as]).connection(session);
    await takeLock(database, session, options);
    return await work(session);
  } finally {
    // The session may live on in the pool. If it is gone, so is its lock.
    const unlock = database.raw('select pg_advisory_unlock(?)', [LOCK]).connection(session);
    await unlock.catch(() => undefined);
    await database.client.releaseConnection(session);
  }
}

/**
 * Asks again and again instead of waiting inside of Postgres: a statement that waits has a snapshot, for whose end
 * `create index concurrently` of the holder would wait in turn.
 */
async function takeLock(database: Knex, session: unknown, { log, patience }: LockOptions): Promise<void> {
  const began = performance.now();
  let sayAt = patience.sayAfterMs;
  while (!(await tryLock(database, session))) {
    const waited = performance.now() - began;
    if (waited >= sayAt) {
      const holder = (await lockHolder(database, LOCK, session)) ?? 'somebody who has just ended';
      if (waited >= patience.othersMs) throw new Error(givenUp(holder, patience.othersMs));
      log('info', 'waiting for another process that migrates this database', { holder });
      sayAt = Math.min(waited + SAY_AGAIN_MS, patience.othersMs);
    }
    await sleep(patience.lookMs);
  }
}

async function tryLock(database: Knex, session: unknown): Promise<boolean> {
  const answer = database.raw<{ rows: { taken: boolean }[] }>('select pg_try_advisory_lock(?) as taken', [
    LOCK,
  ]);
  const { rows } = await answer.connection(session);
  return rows[0]?.taken === true;
}

function givenUp(holder: string, ms: number): string {
  return [
    `Another process has been migrating this database for more than ${Math.round(ms / 1000)} s: ${holder}.`,
    'Nothing was changed here. If it hangs, end it with `select pg_terminate_backend(<pid>)`, then try again.',
  ].join(' ');
}
