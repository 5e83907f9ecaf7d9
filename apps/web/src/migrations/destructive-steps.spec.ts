import type { Knex } from 'knex';
import { MIGRATIONS } from '.';
import { destructiveSteps } from './destructive-steps';

test.each(MIGRATIONS)('$name declares each destructive step that its source has', (migration) => {
  expect(migration.destructive).toHaveLength(destructiveSteps(migration).length);
});

test('names are unique and in order', () => {
  const names = MIGRATIONS.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
});

test.each([
  ['a dropped column', (knex: Knex) => knex.schema.alterTable('users', (t) => t.dropColumn('email')), 1],
  ['a dropped table', (knex: Knex) => knex.schema.dropTableIfExists('users'), 1],
  [
    'renames',
    (knex: Knex) =>
      knex.schema
        .renameTable('a', 'b')
        .then(() => knex.schema.alterTable('b', (t) => t.renameColumn('c', 'd'))),
    2,
  ],
  [
    'a column that gets strict',
    (knex: Knex) => knex.schema.alterTable('a', (t) => t.text('b').notNullable().alter()),
    1,
  ],
  ['raw SQL', (knex: Knex) => knex.schema.raw('ALTER TABLE a DROP COLUMN b'), 1],
  ['a new table', (knex: Knex) => knex.schema.createTable('a', (t) => t.text('b').notNullable()), 0],
  ['an index', (knex: Knex) => knex.schema.alterTable('a', (t) => t.index('b')), 0],
])('finds %s', (_, up, steps) => {
  expect(destructiveSteps({ up })).toHaveLength(steps);
});
