import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { Client } from 'pg';
import { runProgram } from '@slipway/tool-python';
import { REPOSITORY } from '../sample-cloud';
import { Databases, type WantedDatabase } from './databases';
import { postgresHome } from './postgres-home';
import { SampleKeeper } from './sample-keeper';

jest.setTimeout(60_000);

/** The sample app imports nothing of ours and we nothing of it, so it is met as it is shipped: as a built folder. */
const APP = join(REPOSITORY, 'apps/web');
const directory = mkdtempSync(join(tmpdir(), 'slipway-sample-app-'));
const built = join(directory, 'web');
const keeper = new SampleKeeper();
const databases = new Databases({ root: REPOSITORY, directory, keeper });
const servers: ChildProcess[] = [];
const wanted: WantedDatabase = {
  account: '222222222222',
  region: 'eu-west-1',
  identifier: 'acme-local-database',
  username: 'slipway_admin',
  password: 'secret',
  database: 'app',
};
/** For scripts that leave their packages where they are. */
const WITH_PACKAGES = { NODE_PATH: join(REPOSITORY, 'node_modules') };
let env: { [name: string]: string };
let port: number;

beforeAll(async () => {
  execFileSync(process.execPath, [join(APP, 'build.mjs'), built]);
  ({ port } = await databases.ensure(wanted));
  env = {
    ...{ DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(port), DATABASE_NAME: 'app' },
    ...{ DATABASE_USER: wanted.username, DATABASE_PASSWORD: wanted.password },
  };
});

afterAll(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await databases.reset();
  await keeper.endAll();
  const home = postgresHome(directory).servers;
  if (!home.startsWith(directory)) rmSync(join(home, '..'), { recursive: true });
  rmSync(directory, { recursive: true });
});

const run = (script: string, more: { [name: string]: string } = {}) =>
  runProgram(process.execPath, [script], { cwd: built, env: { ...env, ...more } });

async function query(text: string): Promise<unknown[]> {
  const { username: user, password, database } = wanted;
  const client = new Client({ host: '127.0.0.1', port, user, password, database });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** A `migrate.js` as the app would have it, with migrations of the test's own. */
async function migrateWith(name: string, migrations: string): Promise<string> {
  const outfile = join(built, `${name}.js`);
  await build({
    stdin: {
      resolveDir: join(APP, 'src'),
      loader: 'ts',
      contents: `
        import { applyMigrations } from './apply-migrations';
        import { openDatabase } from './database';
        const database = openDatabase(process.env, { log: () => undefined })!;
        applyMigrations(database, [${migrations}], ({ name }) => console.log(name))
          .catch((error) => { console.error(error.message); process.exitCode = 1; })
          .finally(() => database.destroy());`,
    },
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
  });
  return outfile;
}

test('two release phases at once apply each migration once', async () => {
  const [one, other] = await Promise.all([run('migrate.js'), run('migrate.js')]);
  expect([one.code, other.code]).toEqual([0, 0]);
  const lines = `${one.stdout}${other.stdout}`.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { migration: '20261102-create-notes', destructive: [] },
  ]);
  expect(await run('migrate.js')).toMatchObject({ code: 0, stdout: '' });
});

test('a migration that fails is undone, is named, and does not stand in the way of its cure', async () => {
  const good = "{ name: '1', destructive: [], up: (k) => k.schema.createTable('first', (t) => t.text('a')) }";
  const half = (second: string) =>
    `{ name: '2', destructive: [], up: async (k) => {
      await k.schema.createTable('second', (t) => t.text('a'));
      await k.raw('${second}');
    } }`;
  const fails = await run(await migrateWith('fails', `${good}, ${half('select 1/0')}`), WITH_PACKAGES);
  expect(fails).toMatchObject({ code: 1, stdout: '1\n' });
  expect(fails.output).toContain('Migration 2 failed and was undone');
  expect(fails.output).toContain('division by zero');
  expect(await query("select to_regclass('first')::text, to_regclass('second')::text")).toEqual([
    'first',
    null,
  ]);

  const cured = await run(await migrateWith('cured', `${good}, ${half('select 1')}`), WITH_PACKAGES);
  expect(cured).toMatchObject({ code: 0, stdout: '2\n' });
});

test('a release phase that was killed does not lock out the next', async () => {
  const slow =
    "{ name: '3', destructive: [], up: (k) => k.raw('create table third ()').then(() => k.raw('select pg_sleep(60)')) }";
  const child = spawn(process.execPath, [await migrateWith('slow', slow)], {
    env: { ...env, ...WITH_PACKAGES },
  });
  while (!(await query("select 1 from pg_stat_activity where query = 'select pg_sleep(60)'")).length);
  child.kill('SIGKILL');
  await query("select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(60)'");
  expect(await run('migrate.js')).toMatchObject({ code: 0 });
  expect(await query("select to_regclass('third')")).toEqual([null]);
});

test('a wrong password fails it with a message, and prints none', async () => {
  const { code, output } = await run('migrate.js', { DATABASE_PASSWORD: 'wrong-one' });
  expect(code).toBe(1);
  expect(output).toContain('password authentication failed for user "slipway_admin"');
  expect(output).not.toContain('wrong-one');
});

test('the app keeps notes, shows them escaped, and is ready only with its database', async () => {
  const child = spawn(process.execPath, ['server.js'], {
    cwd: built,
    env: { ...env, PORT: '0', HOSTNAME: '127.0.0.1', RELEASE_VERSION: 'v3', RELEASE_COMMIT: 'c0ffee' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = `http://127.0.0.1:${JSON.parse(line).port}`;
  const add = await fetch(`${url}/notes`, {
    method: 'POST',
    body: new URLSearchParams({ text: '<b>hello</b>' }),
    redirect: 'manual',
  });
  expect([add.status, add.headers.get('location')]).toEqual([303, '/']);
  const home = await fetch(url);
  expect(home.headers.get('x-release')).toBe('v3');
  expect(await home.text()).toContain('<li>&lt;b&gt;hello&lt;/b&gt;</li>');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  await databases.stop();
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await databases.ensure(wanted);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
