import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, SampleServer } from './server/sample-server';

const DSN = 'https://abc123@errors.example/42';
const RELEASE = { RELEASE_VERSION: 'v7', RELEASE_COMMIT: '0123456789abcdef0123456789abcdef01234567' };

/** The app as it is built, without a database. */
let folder: string;
let port: number;
let server: SampleServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
  // As a caller's shell may have it.
  const env = { ...process.env, NODE_ENV: 'development' } as const;
  execFileSync(process.execPath, [resolve(__dirname, '../build.mjs'), folder], { stdio: 'pipe', env });
  port = await freePort();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  server = await SampleServer.start(folder, port, RELEASE);
});

afterEach(() => server.stop('SIGKILL'));

test('a page says which release it is, and so does each answer', async () => {
  const response = await server.ask('/');
  expect(response.headers.get('x-release')).toBe('v7');
  expect(response.headers.get('x-release-commit')).toBe(RELEASE.RELEASE_COMMIT);
  const html = await response.text();
  expect(html).toMatch(/Release <strong>v7<\/strong> of commit <code>0123456789ab<\/code>/);
  expect(html).toContain('No database is configured');
});

test('a file of public/ is served under its own name', async () => {
  const response = await server.ask('/robots.txt');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('User-agent: *');
});

test('every script of a page has the nonce of its policy, and each answer another one', async () => {
  const nonces = new Set<string>();
  for (const path of ['/', '/about', '/nowhere']) {
    const response = await server.ask(path);
    const policy = response.headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('nothing of Sentry is named without a DSN; with one, the policy lets reports through', async () => {
  expect(await (await server.ask('/')).text()).not.toContain('errors.example');
  await server.stop();
  server = await SampleServer.start(folder, port, { SENTRY_DSN: DSN });
  const response = await server.ask('/');
  expect(response.headers.get('content-security-policy')).toContain(
    "connect-src 'self' https://errors.example;",
  );
  expect(await response.text()).toContain(DSN);
});

test('large cookies get the page, and what no load balancer lets through gets one that says what to do', async () => {
  const withCookie = (length: number) =>
    server.ask('/about', { headers: { cookie: `a=${'x'.repeat(length)}` } });
  expect((await withCookie(20_000)).status).toBe(200);
  expect((await withCookie(60_000)).status).toBe(200);
  const refused = await withCookie(80_000);
  expect(refused.status).toBe(431);
  expect(await refused.text()).toContain('Delete the cookies of this site');
});

test('a page tells its address as the visitor knows it', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = {
      host: 'acme.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    };
    get({ port, path: '/about', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    }).on('error', reject);
  });
  expect(answer).toContain('<link rel="canonical" href="https://acme.example/about"');
  expect(answer).not.toContain('evil.example');
});

test('healthy without a database, but not ready', async () => {
  expect((await server.ask('/healthz')).status).toBe(200);
  expect((await server.ask('/readyz')).status).toBe(503);
});

test.each([
  ['another site', { headers: { 'sec-fetch-site': 'cross-site' }, body: 'name=a&message=b' }, 403],
  ['more than an entry can be', { body: 'x'.repeat(20_000) }, 413],
  ['nothing useful', { body: 'name=&message=' }, 303],
])('a form from %s is not taken', async (_, init, status) => {
  const response = await server.ask('/entries', { method: 'POST', ...init });
  expect(response.status).toBe(status);
  if (status === 303) expect(response.headers.get('location')).toBe('/?problem=invalid');
});

test('all that it logs is JSON, and a request is found by the id that its client got', async () => {
  const response = await server.ask('/about');
  await response.text();
  const requestId = response.headers.get('x-request-id');
  await server.stop();
  expect(server.lines).toContainEqual(
    expect.objectContaining({ message: 'request', path: '/about', status: 200, requestId }),
  );
  expect(server.lines.filter(({ path }) => path === '/healthz')).toEqual([]);
  expect(server.lines[0]).toMatchObject({ level: 'info', message: 'starting', release: 'v7' });
});

test('on SIGTERM it finishes what is under way and takes nothing new', async () => {
  const socket = connect(port, '127.0.0.1');
  const [begun, rest] = ['name=', '&message='];
  const length = begun.length + rest.length;
  // The head is there and a part of the body: the request is under way.
  socket.write(`POST /entries HTTP/1.1\r\nhost: acme.example\r\ncontent-length: ${length}\r\n\r\n${begun}`);
  await sleep(500);
  const ended = server.stop();
  await server.untilLogged('stopping');
  await expect(server.ask('/healthz')).rejects.toThrow();
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk));
  socket.write(rest);
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 303 /);
  expect(answer.toLowerCase()).toContain('connection: close');
  expect(await ended).toBe(0);
  expect(server.lines.at(-1)).toMatchObject({ message: 'stopped', answered: true });
});

test('a port that is taken ends it, and the log says why', async () => {
  const second = SampleServer.spawn(folder, port);
  expect(await second.end()).toBe(1);
  expect(JSON.stringify(second.lines)).toContain('EADDRINUSE');
});
