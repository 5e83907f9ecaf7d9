import type { Knex } from 'knex';
import type { LogFields } from '../../log';
import { withMigrationLock } from './migration-lock';
import { PATIENCE } from './patience';

/** A Postgres whose lock somebody else holds for so many looks. */
class HeldDatabase {
  /** What it was asked on the one session, and that it got the session back. */
  readonly asked: string[] = [];
  constructor(private looks: number) {}

  readonly client = {
    acquireConnection: async () => 'session',
    releaseConnection: async (session: unknown) => void this.asked.push(`${session} released`),
  };

  /** As Knex does, sends nothing before somebody waits for the answer. */
  raw(sql: string) {
    const [name = sql] = /pg_\w+|set_config/.exec(sql) ?? [];
    const connection = (session: unknown) => {
      const send = async () => {
        await null;
        if (session === 'session') this.asked.push(name);
        return { rows: [this.answer(name)] };
      };
      const then: PromiseLike<unknown>['then'] = (done, failed) => send().then(done as never, failed);
      return { then, catch: (failed: () => unknown) => send().catch(failed) };
    };
    return { connection };
  }

  private answer(name: string): unknown {
    if (name === 'pg_try_advisory_lock') return { taken: this.looks-- <= 0 };
    return { pid: 7, application_name: 'migrations of v11', client_addr: null, state: 'active', seconds: 42 };
  }
}

const said: LogFields[] = [];
beforeEach(() => void said.splice(0));

function lock(database: HeldDatabase, patience: Partial<typeof PATIENCE>, work = async () => 'done') {
  return withMigrationLock(
    database as unknown as Knex,
    {
      as: 'migrations of v12',
      log: (_, message, fields) => void said.push({ message, ...fields }),
      patience: { ...PATIENCE, lookMs: 1, ...patience },
    },
    work,
  );
}

const HOLDER = 'pid 7 (migrations of v11), active, connected for 42 s';

test('a lock that is free is taken at once, and given back', async () => {
  const database = new HeldDatabase(0);
  expect(await lock(database, {})).toBe('done');
  expect(database.asked).toEqual([
    'set_config',
    'pg_try_advisory_lock',
    'pg_advisory_unlock',
    'session released',
  ]);
  expect(said).toEqual([]);
});

test('who waits says for whom, once in half a minute, and then works', async () => {
  const database = new HeldDatabase(50);
  expect(await lock(database, { sayAfterMs: 5 })).toBe('done');
  expect(said).toEqual([
    { message: 'waiting for another process that migrates this database', holder: HOLDER },
  ]);
});

test('who waited in vain names the holder and what to do, and has not worked', async () => {
  const database = new HeldDatabase(Infinity);
  const work = jest.fn();
  await expect(lock(database, { sayAfterMs: 5, othersMs: 40 }, work)).rejects.toThrow(
    /^Another process has been migrating this database for more than 0 s: pid 7 \(migrations of v11\), active, connected for 42 s\. Nothing was changed here\..*pg_terminate_backend\(<pid>\)/,
  );
  expect(work).not.toHaveBeenCalled();
  expect(database.asked.at(-1)).toBe('session released');
});

test('work that fails gives the lock back, too', async () => {
  const database = new HeldDatabase(0);
  await expect(lock(database, {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(database.asked.slice(-2)).toEqual(['pg_advisory_unlock', 'session released']);
});
