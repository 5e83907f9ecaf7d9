import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { runProgram } from '@slipway/tool-python';
import { REPOSITORY } from '../sample-cloud';
import { databaseAuthorityFile, Databases, type WantedDatabase } from './databases';
import { freePort } from './free-port';
import { postgresHome } from './postgres-home';
import { SampleKeeper } from './sample-keeper';

/** The sample app imports nothing of ours and we nothing of it, so it is met as it is shipped: as a built folder. */
const APP = join(REPOSITORY, 'apps/web');
const directory = mkdtempSync(join(tmpdir(), 'slipway-sample-app-'));
const built = join(directory, 'web');
const keeper = new SampleKeeper();
const databases = new Databases({ workspace: REPOSITORY, directory, keeper });
const processes: ChildProcess[] = [];
const wanted: WantedDatabase = {
  account: '222222222222',
  region: 'eu-west-1',
  identifier: 'acme-local-database',
  username: 'slipway_admin',
  password: 'first-password',
  database: 'app',
};
const rotated: WantedDatabase = { ...wanted, password: 'second-password' };
/** Secrets Manager, as far as the app asks it. */
const secrets = createServer((_, response) => {
  const { username, password } = rotated;
  response.end(JSON.stringify({ SecretString: JSON.stringify({ username, password }) }));
});
let env: { [name: string]: string };
let databasePort: number;

beforeAll(async () => {
  execFileSync(process.execPath, [join(APP, 'build.mjs'), built], { stdio: 'pipe' });
  ({ port: databasePort } = await databases.ensure(wanted));
  secrets.listen(0, '127.0.0.1');
  await once(secrets, 'listening');
  env = {
    ...{ DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(databasePort), DATABASE_NAME: 'app' },
    ...{ DATABASE_USER: wanted.username, DATABASE_PASSWORD: wanted.password },
    PGSSLROOTCERT: databaseAuthorityFile(directory),
    DATABASE_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:rds!db-AbCdEf',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    ...{ AWS_ACCESS_KEY_ID: 'of-the-role', AWS_SECRET_ACCESS_KEY: 'of-the-role' },
  };
});

afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  secrets.closeAllConnections();
  secrets.close();
  await databases.reset();
  await keeper.endAll();
  const home = postgresHome(directory).servers;
  if (!home.startsWith(directory)) rmSync(join(home, '..'), { recursive: true });
  rmSync(directory, { recursive: true });
});

const migrate = (more: { [name: string]: string } = {}) =>
  runProgram(process.execPath, ['migrate.js'], { cwd: built, env: { ...env, ...more } });

async function query(text: string, { username: user, password, database } = wanted): Promise<unknown[]> {
  const ssl = { ca: readFileSync(databaseAuthorityFile(directory), 'utf8') };
  const client = new Client({ host: '127.0.0.1', port: databasePort, user, password, database, ssl });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** The app, once it answers. */
async function serve() {
  const port = await freePort(0);
  const child = spawn(process.execPath, ['server.js'], {
    cwd: built,
    env: {
      ...env,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      RELEASE_VERSION: 'v3',
      RELEASE_COMMIT: 'c0ffee',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  const log: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => log.push(line));
  const ask = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
    if (await ask('/healthz').catch(() => undefined)) break;
  }
  return { child, log, ask };
}

test('the app is ready once its migrations are there, which two release phases at once apply once', async () => {
  const { ask, child } = await serve();
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask('/readyz')).status).toBe(503);

  const [one, other] = await Promise.all([migrate(), migrate()]);
  expect([one.code, other.code]).toEqual([0, 0]);
  const lines = `${one.stdout}${other.stdout}`.trim().split('\n');
  const applied = lines.map((line) => JSON.parse(line)).filter(({ migration }) => migration);
  expect(applied).toEqual([{ migration: '20261102-create-entries', destructive: [] }]);
  expect(await migrate()).toMatchObject({ code: 0, stdout: '' });

  expect((await ask('/readyz')).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a column that a later release took away is said as that, and is not ready', async () => {
  expect((await migrate()).code).toBe(0);
  const { ask, child } = await serve();
  expect((await ask('/readyz')).status).toBe(200);
  await query('alter table entries rename column message to words', wanted);
  try {
    const ready = await ask('/readyz');
    expect([ready.status, await ready.text()]).toEqual([
      503,
      'The database lacks something that this release needs.\n',
    ]);
    expect(await (await ask('/')).text()).toContain('The database lacks something that this release needs.');
    expect((await ask('/healthz')).status).toBe(200);
  } finally {
    await query('alter table entries rename column words to message', wanted);
  }
  expect((await ask('/readyz')).status).toBe(200);
  child.kill('SIGTERM');
});

test('a wrong password fails the release phase with a message, and prints none', async () => {
  const { code, output } = await migrate({ DATABASE_PASSWORD: 'wrong-one', DATABASE_SECRET_ARN: '' });
  expect(code).toBe(1);
  expect(output).toContain('password authentication failed for user "slipway_admin"');
  expect(output).not.toContain('wrong-one');
});

test('entries are kept and shown escaped, and neither a restart nor a rotation of its database stops the app', async () => {
  const { ask, log, child } = await serve();
  const sign = (message: string) =>
    ask('/entries', { method: 'POST', body: new URLSearchParams({ name: 'Ada', message }) });
  const signed = await sign('<b>hello</b>');
  expect([signed.status, signed.headers.get('location')]).toEqual([303, '/']);
  expect(await (await ask('/')).text()).toContain('&lt;b&gt;hello&lt;/b&gt;');

  await databases.stop();
  expect((await ask('/readyz')).status).toBe(503);
  expect((await ask('/healthz')).status).toBe(200);
  await databases.ensure(wanted);
  expect((await ask('/readyz')).status).toBe(200);

  await databases.ensure(rotated);
  await query(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'slipway_admin' and pid <> pg_backend_pid()",
    rotated,
  );
  expect((await sign('still here')).headers.get('location')).toBe('/');
  expect(await query("select count(*)::int from entries where message = 'still here'", rotated)).toEqual([1]);
  expect(log.filter((line) => line.includes('the database has a new password')).length).toBe(1);

  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(log.join('\n')).not.toMatch(/first-password|second-password/);
});
