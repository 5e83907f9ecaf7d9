import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Knex } from 'knex';
import { createApp } from './app';
import { openDatabase } from './database';
import type { LogFields } from './log';

const lines: (LogFields & { message: string })[] = [];
const servers: Server[] = [];
const databases: Knex[] = [];

beforeEach(() => void lines.splice(0));

afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  for (const database of databases) await database.destroy();
});

async function start(database?: Knex): Promise<string> {
  const release = { version: 'v12', commit: 'c0ffee' };
  const log = (_: string, message: string, fields?: LogFields) => void lines.push({ message, ...fields });
  const server = createServer(createApp({ release, database, log }));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where nobody listens: the port of loopback that no program may have. */
function unreachable(): Knex {
  const env = { DATABASE_HOST: '127.0.0.1', DATABASE_PORT: '1' };
  const database = openDatabase(env, { log: () => undefined })!;
  databases.push(database);
  return database;
}

const note = (text: string): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ text }),
  redirect: 'manual',
});

describe('without a database', () => {
  test('it is healthy and says what is missing', async () => {
    const url = await start();
    const home = await fetch(url);
    expect([home.status, home.headers.get('x-release')]).toEqual([200, 'v12']);
    expect(await home.text()).toContain('No database is configured');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/notes`, note('hello'))).status).toBe(503);
  });
});

describe('with a database that is down', () => {
  test('it is healthy, is not ready, and logs why', async () => {
    const url = await start(unreachable());
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const home = await fetch(url);
    expect([home.status, await home.text()]).toEqual([200, expect.stringContaining('cannot be reached')]);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'the database cannot be reached',
        reason: expect.stringContaining('ECONNREFUSED'),
      }),
    );
  });

  test('a note that cannot be kept is an error that names no internals', async () => {
    const answer = await fetch(`${await start(unreachable())}/notes`, note('hello'));
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('ECONN')]);
  });
});

test.each([
  ['an empty note', ' ', 400],
  ['one that is too long', 'x'.repeat(201), 400],
  ['what Postgres cannot keep', 'a\0b', 400],
  ['a body that is too large', 'x'.repeat(100_000), 413],
])('refuses %s', async (_, text, status) => {
  expect((await fetch(`${await start()}/notes`, note(text))).status).toBe(status);
});

test.each(['/nothing', '//', '/__proto__', '/%zz'])('knows no page %s', async (path) => {
  expect((await fetch(`${await start()}${path}`)).status).toBe(404);
});

test('answers HEAD as it does GET, without a body', async () => {
  const answer = await fetch(await start(), { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

test('logs requests, but no health check that passed', async () => {
  const url = await start();
  await fetch(`${url}/healthz`);
  await fetch(`${url}/?secret=1`);
  expect(lines).toEqual([
    { message: 'request', method: 'GET', path: '/', status: 200, ms: expect.any(Number) },
  ]);
});
