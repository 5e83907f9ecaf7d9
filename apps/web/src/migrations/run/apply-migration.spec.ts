import type { Knex } from 'knex';
import { applyMigration } from './apply-migration';
import { PATIENCE } from './patience';

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

/** A database in which every transaction ends so. */
function failing(...failures: Error[]) {
  const transaction = jest.fn(async () => {
    const [next] = failures.splice(0, 1);
    if (next) throw next;
    return { name: '1', destructive: [] };
  });
  const raw = () => ({
    connection: async () => ({
      rows: [{ pid: 7, application_name: 'psql', client_addr: '10.0.0.9', state: 'idle', seconds: 42 }],
    }),
  });
  return { transaction, knex: { transaction, raw } as unknown as Knex };
}

const said: string[] = [];
beforeEach(() => void said.splice(0));

const apply = (knex: Knex, config?: { transaction: boolean }) =>
  applyMigration(
    knex,
    { name: '1', up: async () => Promise.reject(new Error('no such table')), config },
    {
      session: 'session',
      log: (_, message) => void said.push(message),
      patience: { ...PATIENCE, pauseMs: 1, tries: 3 },
    },
  );

const LOCKED = failure('55P03', 'canceling statement due to lock timeout');
const DEADLOCK = failure('40P01', 'deadlock detected');

test('what does not get its locks is tried again, and names who holds them', async () => {
  const { knex, transaction } = failing(LOCKED, DEADLOCK);
  expect(await apply(knex)).toEqual({ name: '1', destructive: [] });
  expect(transaction).toHaveBeenCalledTimes(3);
  const words =
    'migration 1 did not get its locks, and will try again; the oldest transaction is that of ' +
    'pid 7 (psql from 10.0.0.9), idle, in a transaction for 42 s';
  expect(said).toEqual([words, words]);
});

test('tries come to an end', async () => {
  const { knex, transaction } = failing(LOCKED, LOCKED, LOCKED, LOCKED);
  await expect(apply(knex)).rejects.toThrow(
    /^Migration 1 failed and was undone: canceling statement due to lock timeout; the oldest transaction is that of pid 7/,
  );
  expect(transaction).toHaveBeenCalledTimes(3);
});

test('any other failure is one', async () => {
  const { knex, transaction } = failing(failure('22012', 'division by zero'));
  await expect(apply(knex)).rejects.toThrow('Migration 1 failed and was undone: division by zero');
  expect([transaction.mock.calls.length, said]).toEqual([1, []]);
});

test('without a transaction it is not said to be undone', async () => {
  const knex = { on: () => undefined, removeListener: () => undefined } as unknown as Knex;
  await expect(apply(knex, { transaction: false })).rejects.toThrow(
    'Migration 1 failed. It runs without a transaction, so what it had done is still there: no such table',
  );
});
