import type { Knex } from 'knex';
import { pendingOf } from './bookkeeping';

const MIGRATIONS = ['1', '2', '3'].map((name) => ({ name, up: async () => undefined }));

/** A database that answers the one question. */
const answering = (answer: () => Promise<string[]>) => (() => ({ pluck: answer })) as unknown as Knex;
const names = async (knex: Knex) => (await pendingOf(knex, MIGRATIONS)).map(({ name }) => name);

test.each<[string, string[], string[]]>([
  ['the rest is pending', ['1'], ['2', '3']],
  ['one that came in between is, too', ['1', '3'], ['2']],
  ['what a newer release has applied is nothing to this one', ['1', '2', '3', '4'], []],
])('%s', async (_, applied, pending) => {
  expect(await names(answering(async () => applied))).toEqual(pending);
});

test('before the first there are no books, and all are pending', async () => {
  const missing = Object.assign(new Error('relation "knex_migrations" does not exist'), { code: '42P01' });
  expect(await names(answering(() => Promise.reject(missing)))).toEqual(['1', '2', '3']);
});

test('a database that does not answer is not one without migrations', async () => {
  const down = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  await expect(names(answering(() => Promise.reject(down)))).rejects.toBe(down);
});
