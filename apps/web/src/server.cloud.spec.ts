import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// A server starts within half a second on a machine that has nothing else to do.
jest.setTimeout(60_000);

/** The app as it is built, without a database. */
let folder: string;
let port: number;
let server: ChildProcess;
let lines: { readonly [field: string]: unknown }[];

const DSN = 'https://abc123@errors.example/42';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
  execFileSync(process.execPath, [resolve(__dirname, '../build.mjs'), folder], { stdio: 'pipe' });
  port = await freePort();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => start({}));

afterEach(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
});

/** Starts the server and waits until it answers. */
async function start(env: { readonly [name: string]: string }): Promise<void> {
  if (server?.exitCode === null) await stop();
  lines = [];
  server = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      ...RELEASE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let rest = '';
  server.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) lines.push(JSON.parse(line) as (typeof lines)[number]);
  });
  for (;;) {
    const answered = await ask('/healthz').catch(() => undefined);
    if (answered?.ok) return;
    if (server.exitCode !== null) throw new Error(`The server ended: ${JSON.stringify(lines)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const RELEASE = { RELEASE_VERSION: 'v7', RELEASE_COMMIT: '0123456789abcdef0123456789abcdef01234567' };

const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });

async function stop(): Promise<number | null> {
  server.kill('SIGTERM');
  const [code] = (await once(server, 'exit')) as [number | null];
  return code;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  return free;
}

test('a page says which release it is, and so does each answer', async () => {
  const response = await ask('/');
  expect(response.headers.get('x-release')).toBe('v7');
  expect(response.headers.get('x-release-commit')).toBe(RELEASE.RELEASE_COMMIT);
  const html = await response.text();
  expect(html).toMatch(/Release <strong>v7<\/strong> of commit <code>0123456789ab<\/code>/);
  expect(html).toContain('No database is configured');
});

test('every script of a page has the nonce of its policy, and each answer another one', async () => {
  const nonces = new Set<string>();
  for (const path of ['/', '/about', '/nowhere']) {
    const response = await ask(path);
    const [, nonce = ''] =
      /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('nothing of Sentry is named without a DSN; with one, the policy lets reports through', async () => {
  const without = await ask('/');
  expect(await without.text()).not.toContain('errors.example');
  await start({ SENTRY_DSN: DSN });
  const response = await ask('/');
  expect(response.headers.get('content-security-policy')).toContain(
    "connect-src 'self' https://errors.example;",
  );
  expect(await response.text()).toContain(DSN);
});

test('healthy without a database, but not ready', async () => {
  expect((await ask('/healthz')).status).toBe(200);
  expect((await ask('/readyz')).status).toBe(503);
});

test.each([
  ['another site', { headers: { 'sec-fetch-site': 'cross-site' }, body: 'name=a&message=b' }, 403],
  ['more than an entry can be', { body: 'x'.repeat(20_000) }, 413],
  ['nothing useful', { body: 'name=&message=' }, 303],
])('a form from %s is not taken', async (_, init, status) => {
  const response = await ask('/entries', { method: 'POST', ...init });
  expect(response.status).toBe(status);
  if (status === 303) expect(response.headers.get('location')).toBe('/?problem=invalid');
});

test('all that it logs is JSON, and a request is found by the id that its client got', async () => {
  const { headers } = await ask('/about');
  const id = headers.get('x-request-id');
  await stop();
  expect(lines).toContainEqual(
    expect.objectContaining({ message: 'request', path: '/about', status: 200, requestId: id }),
  );
  expect(lines.filter(({ path }) => path === '/healthz')).toEqual([]);
  expect(lines[0]).toMatchObject({ level: 'info', message: 'starting', release: 'v7' });
});

test('on SIGTERM it finishes what is under way and takes nothing new', async () => {
  const socket = connect(port, '127.0.0.1');
  const body = 'name=&message=';
  // The head is there and half of the body: the request is under way.
  socket.write(`POST /entries HTTP/1.1\r\nhost: acme.example\r\ncontent-length: ${body.length}\r\n\r\nname=`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const ended = stop();
  await untilLogged('stopping');
  await expect(ask('/healthz')).rejects.toThrow();
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk));
  socket.write('&message=');
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 303 /);
  expect(answer.toLowerCase()).toContain('connection: close');
  expect(await ended).toBe(0);
  expect(lines.at(-1)).toMatchObject({ message: 'stopped', answered: true });
});

async function untilLogged(message: string): Promise<void> {
  while (!lines.some((line) => line['message'] === message))
    await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a port that is taken ends it with an error, in words', async () => {
  const second = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), HOSTNAME: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  second.stdout.on('data', (chunk) => (said += chunk));
  expect(((await once(second, 'exit')) as [number])[0]).toBe(1);
  expect(said).toContain('EADDRINUSE');
});
