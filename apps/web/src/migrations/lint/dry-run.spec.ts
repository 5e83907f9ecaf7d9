import type { Knex } from 'knex';
import { dryRun } from './dry-run';
import { lintLines } from './lint-lines';

const reads = (up: (knex: Knex) => PromiseLike<unknown>) => dryRun({ name: '1', up });

test('a migration is read as it would be sent, nested transactions included', async () => {
  const run = await reads(async (knex) => {
    await knex.schema.alterTable('entries', (table) => table.dropColumn('email'));
    await knex.transaction((nested) => nested('drafts').del());
    await knex.raw('update entries set name = ? where id = ?', ['x', 1]);
  });
  expect(run).toEqual({
    name: '1',
    destructive: ['drops column entries.email', 'deletes every row of drafts'],
  });
});

test('there is nothing in the database that answers', async () => {
  const answers: unknown[] = [];
  await reads(async (knex) => {
    answers.push(
      await knex('entries').select(),
      await knex('entries').first(),
      await knex('entries').pluck('id'),
    );
    answers.push(await knex.schema.hasTable('entries'), await knex.schema.hasColumn('entries', 'name'));
    answers.push(
      await knex('entries').where({ id: 1 }).update({ name: 'x' }),
      await knex('entries').where({ id: 1 }).del(),
    );
    answers.push(
      await knex('entries').insert({ name: 'x' }).returning('id'),
      (await knex.raw('select 1')).rows,
    );
  });
  expect(answers).toEqual([[], undefined, [], false, false, 0, 0, [], []]);
});

test('what needs more of the database is said to need it, after what was read', async () => {
  const run = await reads(async (knex) => {
    await knex.schema.dropTable('drafts');
    const { rows } = await knex.raw<{ rows: { count: number }[] }>('select count(*) from entries');
    await knex('figures').insert({ count: rows[0]!.count });
  });
  expect(run).toEqual({
    name: '1',
    destructive: ['drops table drafts'],
    failure: expect.stringContaining("reading 'count'"),
  });
});

test('each is printed with its steps', () => {
  const runs = [
    { name: '20261102-create-entries', destructive: [] },
    { name: '20261103-tidy', destructive: ['drops table drafts', 'drops column entries.email'] },
    { name: '20261104-count', destructive: ['drops table counts'], failure: 'no rows' },
  ];
  expect(lintLines(runs)).toEqual([
    '20261102-create-entries  takes nothing away',
    '20261103-tidy            drops table drafts',
    '                         drops column entries.email',
    '20261104-count           drops table counts',
    '                         cannot be read further without a database: no rows',
  ]);
  expect(lintLines([])).toEqual([]);
});
