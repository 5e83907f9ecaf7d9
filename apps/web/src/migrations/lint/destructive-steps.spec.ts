import createKnex, { type Knex } from 'knex';
import { destructiveSteps } from './destructive-steps';

/** What Knex would send. */
function built(build: (schema: Knex.SchemaBuilder, knex: Knex) => unknown): string[] {
  const knex = createKnex({ client: 'pg' });
  return (build(knex.schema, knex) as Knex.SchemaBuilder).toSQL().map(({ sql }: { sql: string }) => sql);
}

const alter = (change: (table: Knex.AlterTableBuilder) => void) =>
  built((schema) => schema.alterTable('entries', change));

describe('SQL', () => {
  test.each<[string, string[]]>([
    ['drop table entries', ['drops table entries']],
    ['DROP TABLE IF EXISTS "Entries", public.drafts CASCADE', ['drops table Entries', 'drops table drafts']],
    ['drop view v; drop materialized view audit.m', ['drops view v', 'drops materialized view audit.m']],
    ['drop schema s cascade', ['drops schema s']],
    ['drop type mood, s.size', ['drops type mood', 'drops type s.size']],
    ['drop domain d', ['drops domain d']],
    ['drop sequence q', ['drops sequence q']],
    ['drop function f(int), g', ['drops function f', 'drops function g']],
    ['drop procedure p', ['drops procedure p']],
    ['drop extension pgcrypto', ['drops extension pgcrypto']],
    ['drop trigger t on entries', ['drops trigger t of entries']],
    ['drop policy p on s.entries', ['drops policy p of s.entries']],
    ['drop foreign table f', ['drops foreign table f']],
    ['drop owned by somebody', ['drops all that a role owns']],
    ['drop role somebody', ['drops a role']],
    ['revoke select on entries from somebody', ['revokes privileges']],

    ['alter table entries drop column email', ['drops column entries.email']],
    ['alter table only public.entries drop email', ['drops column entries.email']],
    [
      'alter table if exists "a table" drop column if exists "an.email" cascade',
      ['drops column "a table"."an.email"'],
    ],
    [
      'alter table entries drop column a, alter column b set not null, add column c int not null, drop constraint d',
      [
        'drops column entries.a',
        'sets entries.b not null',
        'adds entries.c, which must not be null and has no default',
      ],
    ],
    ['alter table entries alter id type bigint using id::bigint', ['changes the type of entries.id']],
    ['alter table entries alter a drop default', ['drops the default of entries.a']],
    ['alter table entries alter a drop identity', ['drops the default of entries.a']],
    ['alter table entries alter a drop expression', ['drops the expression of entries.a']],
    ['alter table entries add constraint c not null a', ['sets entries.a not null']],
    ['alter table entries detach partition y2025', ['detaches partition y2025 from entries']],
    ['alter type address drop attribute street', ['drops column address.street']],
    ['alter domain d set not null', ['sets domain d not null']],

    ['alter table entries rename to visits', ['renames table entries to visits']],
    ['alter table s.entries rename column name to author', ['renames column s.entries.name to author']],
    ['alter view v rename column a to b', ['renames column v.a to b']],
    ['alter view v rename to w', ['renames view v to w']],
    ['alter schema a rename to b', ['renames schema a to b']],
    ['alter type mood rename to humour', ['renames type mood to humour']],
    ["alter type mood rename value 'sad' to 'low'", ['renames value sad of type mood to low']],
    ['alter sequence q rename to r', ['renames sequence q to r']],
    ['alter function f(int) rename to g', ['renames function f to g']],
    ['alter table entries set schema archive', ['moves table entries to schema archive']],

    ['truncate entries, drafts', ['empties table entries', 'empties table drafts']],
    ['delete from entries', ['deletes every row of entries']],
    [
      'with gone as (delete from entries returning *) insert into old select * from gone',
      ['deletes every row of entries'],
    ],
    [
      "update entries set name = 'x', message = ''",
      ['overwrites entries.name in every row', 'overwrites entries.message in every row'],
    ],
    ['do $$ begin execute 1; end $$', ['runs code that cannot be read']],
    ['call tidy_up(1)', ['calls tidy_up, which cannot be read']],
    ['alter table entries frobnicate', ['runs a statement that cannot be read']],
    ['drop view v; drop view v', ['drops view v']],
  ])('%s', async (sql, steps) => {
    expect(await destructiveSteps([sql])).toEqual(steps);
  });

  test.each([
    ['-- nothing at all'],
    ['create table entries (id bigint not null)'],
    ['create index concurrently i on entries (name)'],
    ['drop index i'],
    ['alter index i rename to j'],
    ['alter table entries rename constraint c to d'],
    ['alter table entries drop constraint c'],
    ['alter table entries add constraint c check (a > 1) not valid'],
    ['alter table entries add column a int'],
    ['alter table entries add column a int not null default 4'],
    ['alter table entries add column a bigserial not null'],
    ['alter table entries add column a int not null generated always as identity'],
    ['alter table entries add column a int not null generated always as (b + 1) stored'],
    ['alter table entries alter a drop not null, alter b set default 1'],
    ["alter type mood add value 'glad'"],
    ['create or replace view v as select 1'],
    ["insert into entries (name) values ('drop table entries')"],
    ["update entries set name = 'x' where name = ''"],
    ['delete from entries where id = $1'],
    ['select 1 from entries where name like $1 -- drop table entries'],
    ["comment on table entries is 'truncate entries'"],
    ['create function f() returns void language sql as $$ drop table entries $$'],
    ['create function f() returns void begin atomic delete from entries; end'],
    ['grant select on entries to somebody'],
    ["set local lock_timeout = '1s'"],
  ])('nothing is lost by %s', async (sql) => {
    expect(await destructiveSteps([sql])).toEqual([]);
  });

  test('null as a default is none', async () => {
    expect(await destructiveSteps(['alter table entries add a text not null default null'])).toEqual([
      'adds entries.a, which must not be null and has no default',
    ]);
  });
});

describe('what the migration itself has made', () => {
  test.each<[string, string[]]>([
    ['create table t (a int); alter table t drop column a, add b int not null; drop table t', []],
    ['create table public.t (a int); truncate t; update t set a = 1; delete from t; drop table t', []],
    ['create table t as select 1 as a; alter table t rename to u; drop table u', []],
    ['select 1 as a into t; alter table t rename column a to b; drop table t', []],
    ['create temp table t (a int); drop table t', []],
    ["create type mood as enum ('sad'); alter type mood rename to humour; drop type humour", []],
    [
      'alter table entries add a text; update entries set a = name; alter table entries alter a set not null',
      [],
    ],
    ['alter table entries add a text; alter table entries rename a to b; alter table entries drop b', []],
    ['create table if not exists t (a int); drop table t', ['drops table t']],
    ['alter table entries add if not exists a text; alter table entries drop a', ['drops column entries.a']],
    ['create table s.t (a int); drop table t', ['drops table t']],
    ['drop table t; create table t (a int); drop table t', ['drops table t']],
    [
      'create table entries_new (a int); drop table entries; alter table entries_new rename to entries',
      ['drops table entries'],
    ],
  ])('%s', async (sql, steps) => {
    expect(await destructiveSteps([sql])).toEqual(steps);
    expect(await destructiveSteps(sql.split('; '))).toEqual(steps);
  });
});

describe('what is put back', () => {
  test.each<[string, string[]]>([
    ['drop view v; create view v as select 1', ['replaces view v']],
    ['drop materialized view v; create materialized view v as select 1', ['replaces materialized view v']],
    ['drop function f; create function f() returns int language sql return 1', ['replaces function f']],
    [
      'drop trigger t on entries; create trigger t before insert on entries for each row execute function f()',
      ['replaces trigger t of entries'],
    ],
    ['alter table entries alter a drop default; alter table entries alter a set default 2', []],
    ['alter table entries alter a set not null; alter table entries alter a drop not null', []],
    ['alter table entries alter a drop default, alter a add generated always as identity', []],
  ])('%s', async (sql, steps) => {
    expect(await destructiveSteps([sql])).toEqual(steps);
  });
});

describe('Knex', () => {
  test.each<[string, string[], string[]]>([
    ['dropTable', built((schema) => schema.dropTable('entries')), ['drops table entries']],
    ['dropTableIfExists', built((schema) => schema.dropTableIfExists('drafts')), ['drops table drafts']],
    ['withSchema', built((schema) => schema.withSchema('old').dropTable('a')), ['drops table old.a']],
    ['dropView', built((schema) => schema.dropView('v')), ['drops view v']],
    ['dropSchema', built((schema) => schema.dropSchema('s')), ['drops schema s']],
    ['renameTable', built((schema) => schema.renameTable('a', 'b')), ['renames table a to b']],
    ['dropColumn', alter((table) => table.dropColumn('email')), ['drops column entries.email']],
    [
      'dropColumns',
      alter((table) => table.dropColumns('email', 'phoneNumber')),
      ['drops column entries.email', 'drops column entries.phoneNumber'],
    ],
    [
      'dropTimestamps',
      alter((table) => table.dropTimestamps()),
      ['drops column entries.created_at', 'drops column entries.updated_at'],
    ],
    [
      'renameColumn',
      alter((table) => table.renameColumn('name', 'author')),
      ['renames column entries.name to author'],
    ],
    ['dropNullable', alter((table) => table.dropNullable('name')), ['sets entries.name not null']],
    [
      'notNullable',
      alter((table) => table.text('country').notNullable()),
      ['adds entries.country, which must not be null and has no default'],
    ],
    ['notNullable with a default', alter((table) => table.text('country').notNullable().defaultTo('FR')), []],
    ['nullable', alter((table) => table.text('country')), []],
    ['increments', alter((table) => table.bigIncrements('number', { primaryKey: false })), []],
    [
      'alter',
      alter((table) => table.text('name').notNullable().alter()),
      ['drops the default of entries.name', 'changes the type of entries.name', 'sets entries.name not null'],
    ],
    [
      'alter of nothing but the type',
      alter((table) => table.text('name').defaultTo('x').alter({ alterNullable: false })),
      ['changes the type of entries.name'],
    ],
    ['index', alter((table) => table.index('name')), []],
    ['unique', alter((table) => table.unique(['name'])), []],
    ['foreign', alter((table) => table.foreign('name').references('id').inTable('people')), []],
    ['dropForeign and dropIndex', alter((table) => void table.dropForeign('name').dropIndex('name')), []],
    [
      'createTable',
      built((schema, knex) =>
        schema.createTable('people', (table) => {
          table.increments();
          table.text('name').notNullable().unique();
          table.timestamps(true, true);
          table.json('more').defaultTo(knex.raw("'{}'"));
        }),
      ),
      [],
    ],
  ])('%s', async (_, statements, steps) => {
    expect(statements.length).toBeGreaterThan(0);
    expect(await destructiveSteps(statements)).toEqual(steps);
  });
});
