import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { REPOSITORY } from '../sample-cloud';
import { databaseRoutes } from './database-routes';
import { databaseAuthorityFile, Databases, type WantedDatabase } from './databases';
import { postgresHome } from './postgres-home';
import { SampleKeeper } from './sample-keeper';

const directory = mkdtempSync(join(tmpdir(), 'slipway-databases-'));
const keeper = new SampleKeeper();
const wanted: WantedDatabase = {
  account: '222222222222',
  region: 'eu-west-1',
  identifier: 'acme-prod-database',
  engineVersion: '17',
  username: 'slipway_admin',
  password: 'it\'s "secret"',
  database: 'app',
};
const other: WantedDatabase = { ...wanted, account: '111111111111', password: 'another' };
let databases = new Databases({ workspace: REPOSITORY, directory, keeper });

afterAll(async () => {
  await databases.reset();
  await keeper.endAll();
  const { servers } = postgresHome(directory);
  if (!servers.startsWith(directory)) rmSync(join(servers, '..'), { recursive: true });
  rmSync(directory, { recursive: true });
});

interface Access extends Partial<WantedDatabase> {
  readonly host?: string;
  readonly ssl?: false;
}

async function query(port: number, text: string, access: Access = {}) {
  const { username: user, password, database, host = '127.0.0.1', ssl } = { ...wanted, ...access };
  const verified = { ca: readFileSync(databaseAuthorityFile(directory), 'utf8') };
  const client = new Client({ host, port, user, password, database, ssl: ssl ?? verified });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('is a Postgres of its own, with the user and the database that were asked for', async () => {
  const [{ port, host }, beside] = await Promise.all([databases.ensure(wanted), databases.ensure(other)]);
  expect(host).toBe('127.0.0.1');
  expect(beside.port).not.toBe(port);
  await query(port, 'create table notes (text text)');
  await query(port, "insert into notes values ('ÄÖ')");
  expect(await query(port, 'select lower(text) from notes')).toEqual(['äö']);
  expect(await query(beside.port, "select to_regclass('notes')", other)).toEqual([null]);
  expect(await query(port, "select current_setting('fsync'), current_setting('server_encoding')")).toEqual([
    'on',
    'UTF8',
  ]);
});

test('may what a master user of RDS may, and is no superuser', async () => {
  const { port } = await databases.ensure(wanted);
  for (const what of ['role reader', 'schema own', 'extension pgcrypto', 'database second'])
    await query(port, `create ${what}`);
  expect(await query(port, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([false]);
  await expect(query(port, "copy notes from '/etc/passwd'")).rejects.toThrow('permission denied');
});

test('sorts and compares as en_US.UTF-8 does, and in C where that is said', async () => {
  const { port } = await databases.ensure(wanted);
  const sorted = (collation: string) =>
    query(
      port,
      `select string_agg(t, '' order by t ${collation}) from unnest(array['b','A','é','a','B','f','e','Z']) t`,
    );
  expect(await sorted('')).toEqual(['aAbBeéfZ']);
  expect(await sorted('collate "en_US"')).toEqual(['aAbBeéfZ']);
  expect(await sorted('collate "en_US.utf8"')).toEqual(['aAbBeéfZ']);
  expect(await sorted('collate "C"')).toEqual(['ABZabefé']);
});

test('lets the master user make the extensions that RDS has, and nobody else', async () => {
  const { port } = await databases.ensure(wanted);
  const trusted = ['pg_trgm', 'citext', 'uuid-ossp'];
  const forMaster = ['pg_stat_statements', 'postgres_fdw', 'pg_buffercache', 'dblink', 'pgstattuple'];
  for (const name of [...trusted, ...forMaster]) await query(port, `create extension "${name}"`);
  expect(await query(port, 'select count(*) > 0 from pg_stat_statements')).toEqual([true]);
  await expect(query(port, 'create extension file_fdw')).rejects.toThrow('permission denied');

  await query(port, "create role developer login password 'pass'");
  await query(port, 'grant create on database app to developer');
  await query(port, 'grant create on schema public to developer');
  const developer = { username: 'developer', password: 'pass' };
  await expect(query(port, 'create extension pageinspect', developer)).rejects.toThrow(
    'permission denied to create extension "pageinspect"',
  );
  await query(port, 'create extension hstore', developer);
});

test('has the values of its parameter group, those that this server knows', async () => {
  const parameters = {
    ...{
      log_parameter_max_length: '0',
      work_mem: '8192',
      timezone: 'Europe/Zurich',
      'rds.log_retention_period': '1440',
    },
    ...{ shared_buffers: '{DBInstanceClassMemory/32768}', max_connections: '77', 'pgaudit.log': 'ddl' },
    ...{ listen_addresses: '*', 'no such; name': '1', statement_timeout: 'never' },
  };
  const own = { ...wanted, identifier: 'parameters', parameters };
  const { port } = await databases.ensure(own);
  const shown = (...names: readonly string[]) =>
    query(port, `select ${names.map((name) => `current_setting('${name}')`).join(', ')}`);
  expect(
    await shown('log_parameter_max_length', 'work_mem', 'timezone', 'rds.force_ssl', 'pgaudit.log'),
  ).toEqual([...['0', '8MB', 'Europe/Zurich'], ...['1', 'ddl']]);
  expect(await shown('shared_buffers', 'listen_addresses', 'statement_timeout')).toEqual([
    ...['32MB', '127.0.0.1', '0'],
  ]);
  await databases.ensure({ ...own, parameters: { work_mem: '16384' }, forceTls: false });
  expect(await shown('work_mem', 'timezone', 'rds.force_ssl', 'log_parameter_max_length')).toEqual([
    ...['16MB', 'UTC', '0', '-1'],
  ]);
  await databases.drop(own);
});

test('starts below a path that means something to shells', async () => {
  const odd = mkdtempSync(join(tmpdir(), 'slipway-$HOME`x`-'));
  chmodSync(odd, 0o755);
  const there = new Databases({ workspace: REPOSITORY, directory: odd, keeper });
  const { port } = await there.ensure(wanted);
  expect(port).toBeGreaterThan(0);
  await there.reset();
  rmSync(odd, { recursive: true });
});

test('listens on loopback alone and trusts nobody', async () => {
  const { port } = await databases.ensure(wanted);
  expect(await query(port, 'show listen_addresses')).toEqual(['127.0.0.1']);
  expect(await query(port, 'show unix_socket_directories')).toEqual(['']);
  for (const access of [{ password: 'wrong' }, { password: '' }, { username: 'rdsadmin', password: 'wrong' }])
    await expect(query(port, 'select 1', access)).rejects.toThrow(/password/);
});

test.each(['127.0.0.1', 'localhost'])(
  'has a certificate for %s that its authority has signed',
  async (host) => {
    const { port } = await databases.ensure(wanted);
    expect(
      await query(port, 'select ssl, version from pg_stat_ssl where pid = pg_backend_pid()', { host }),
    ).toEqual([true, 'TLSv1.3']);
  },
);

test('keeps the key of its certificate from everybody else, and that of its authority out of every file', async () => {
  await databases.ensure(wanted);
  const { servers, user } = postgresHome(directory);
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).concat(
    readdirSync(servers, { recursive: true, encoding: 'utf8' }),
  );
  expect(files.filter((file) => /\.key$/.test(file)).length).toBeGreaterThan(0);
  for (const name of readdirSync(servers)) {
    const { mode, uid } = statSync(join(servers, name, 'data', 'server.key'));
    expect([mode & 0o777, uid]).toEqual([0o600, user?.uid ?? process.getuid?.()]);
  }
  expect(readFileSync(databaseAuthorityFile(directory), 'utf8')).not.toContain('PRIVATE');
});

test('takes TLS only, as rds.force_ssl has it, until that is switched off', async () => {
  const plain = { ssl: false } as const;
  const { port } = await databases.ensure(wanted);
  await expect(query(port, 'select 1', plain)).rejects.toThrow(/no pg_hba.conf entry .* no encryption/);
  await databases.ensure({ ...wanted, forceTls: false });
  expect(await query(port, 'select 1', plain)).toEqual([1]);
  expect(await query(port, 'select 1')).toEqual([1]);
  await databases.ensure(wanted);
  await expect(query(port, 'select 1', plain)).rejects.toThrow('no encryption');
});

test('a new password counts at once, and none is in the log', async () => {
  const { port } = await databases.ensure({ ...wanted, password: 'renewed' });
  await expect(query(port, 'select 1')).rejects.toThrow('password authentication failed');
  expect(await query(port, 'select 1', { password: 'renewed' })).toEqual([1]);
  expect(await databases.ensure(wanted)).toEqual({ host: '127.0.0.1', port });
  const { servers } = postgresHome(directory);
  for (const name of readdirSync(servers)) {
    expect(readFileSync(join(servers, name, 'log'), 'utf8')).not.toMatch(/renewed|secret/);
  }
});

test('data and port survive a stop and a start', async () => {
  const { port } = await databases.ensure(wanted);
  await databases.stop();
  await expect(query(port, 'select 1')).rejects.toThrow('ECONNREFUSED');
  expect(await databases.ensure(wanted)).toEqual({ host: '127.0.0.1', port });
  expect(await query(port, 'select text from notes')).toEqual(['ÄÖ']);
});

test('data survives when all is killed', async () => {
  const { port } = await databases.ensure(wanted);
  await query(port, "insert into notes values ('last')");
  await keeper.endAll();
  databases = new Databases({ workspace: REPOSITORY, directory, keeper });
  expect(await databases.ensure(wanted)).toEqual({ host: '127.0.0.1', port });
  expect(await query(port, "select text from notes where text = 'last'")).toEqual(['last']);
});

test('a server that outlived its cloud is replaced', async () => {
  const { port } = await databases.ensure(wanted);
  databases = new Databases({ workspace: REPOSITORY, directory, keeper });
  expect(await databases.ensure(wanted)).toEqual({ host: '127.0.0.1', port });
  expect(await query(port, 'select count(*) from notes')).toEqual(['2']);
});

test('two requests at once for one instance are one server', async () => {
  const both = await Promise.all([databases.ensure(wanted), databases.ensure(wanted)]);
  expect(new Set(both.map(({ port }) => port)).size).toBe(1);
});

test('a deletion removes the data; the next of that name is empty', async () => {
  const routes = databaseRoutes(databases);
  const ensure = () => routes.databases!(wanted) as Promise<{ port: number }>;
  expect(await routes['databases/drop']!(wanted)).toEqual({});
  const { port } = await ensure();
  expect(await query(port, "select to_regclass('notes')")).toEqual([null]);
  expect(await query((await databases.ensure(other)).port, 'select 1', other)).toEqual([1]);
});

test('a reset removes all, those that do not run too', async () => {
  await databases.stop();
  databases = new Databases({ workspace: REPOSITORY, directory, keeper });
  await databases.reset();
  const { servers } = postgresHome(directory);
  expect(existsSync(servers) ? readdirSync(servers) : []).toEqual([]);
});

test.each([
  ['a path', { identifier: '../../etc' }],
  ['an account', { account: '..' }],
  ['a region', { region: '../x' }],
])('refuses %s that RDS would refuse', async (_, wrong) => {
  await expect(databases.ensure({ ...wanted, ...wrong })).rejects.toThrow('names no RDS instance');
});

test("refuses the name of RDS's own user", async () => {
  await expect(databases.ensure({ ...wanted, username: 'rdsadmin' })).rejects.toThrow('Choose another');
});
