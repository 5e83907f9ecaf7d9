import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get, request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

jest.setTimeout(60_000);

const BUILD = resolve(__dirname, '../build.mjs');
const directory = mkdtempSync(join(tmpdir(), 'slipway-web-'));
const built = join(directory, 'web');
const running: ChildProcess[] = [];

beforeAll(() => execFileSync(process.execPath, [BUILD, built]));

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly log: { readonly [field: string]: unknown }[];
  /** Exit code, and how long that took from here. */
  readonly stop: () => Promise<{ code: number; ms: number }>;
}

/** The built app, somewhere without node_modules. */
async function start(env: { [name: string]: string } = {}): Promise<Running> {
  const child = spawn(process.execPath, ['server.js'], {
    cwd: built,
    env: { PORT: '0', HOSTNAME: '127.0.0.1', RELEASE_VERSION: 'v12', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const log: Running['log'] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => log.push(JSON.parse(line)));
  await once(lines, 'line');
  const stop = async () => {
    const started = Date.now();
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    return { code, ms: Date.now() - started };
  };
  return { child, port: Number(log[0]?.port), log, stop };
}

async function body(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

test('the same sources are built to the same bytes', () => {
  const again = join(directory, 'again');
  execFileSync(process.execPath, [BUILD, again], { cwd: tmpdir() });
  expect(readdirSync(built).sort()).toEqual(['migrate.js', 'package.json', 'server.js']);
  for (const file of readdirSync(built))
    expect(readFileSync(join(again, file)).equals(readFileSync(join(built, file)))).toBe(true);
});

test('finishes what is under way when told to end, and takes nothing new', async () => {
  const { child, port, log } = await start();
  const agent = new Agent({ keepAlive: true });
  const late = request({ port, host: '127.0.0.1', agent, method: 'POST', path: '/notes' });
  late.setHeader('content-length', 'text=hello'.length);
  late.write('text=');
  await sleep(100);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  while (!log.some(({ message }) => message === 'stopping')) await sleep(10);
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();

  late.end('hello');
  const [response] = (await once(late, 'response')) as [IncomingMessage];
  expect(await body(response)).toContain('No database');
  expect(response.headers.connection).toBe('close');
  expect(await ended).toEqual([0, null]);
  expect(log.at(-1)).toMatchObject({ message: 'stopped', answered: true });
});

test('idle connections do not hold it up, and are kept open until then', async () => {
  const { port, stop } = await start();
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get({ port, host: '127.0.0.1', agent }), 'response')) as [IncomingMessage];
  expect(await body(response)).toContain('v12');
  expect(response.headers.connection).toBe('keep-alive');
  expect(Number(/timeout=(\d+)/.exec(String(response.headers['keep-alive']))?.[1])).toBeGreaterThan(60);
  const { code, ms } = await stop();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(1_200);
});

test('a client that never finishes is cut off before ECS kills', async () => {
  const { port, stop, log } = await start();
  const stuck = request({ port, host: '127.0.0.1', method: 'POST', path: '/notes' });
  stuck.on('error', () => undefined).setHeader('content-length', '10');
  stuck.write('text=');
  await sleep(100);
  const { code, ms } = await stop();
  expect(code).toBe(0);
  expect(ms).toBeGreaterThanOrEqual(1_200);
  expect(ms).toBeLessThan(2_000);
  expect(log.at(-1)).toMatchObject({ message: 'stopped', answered: false });
});

test('a port that is taken ends it with a reason', async () => {
  const { port } = await start();
  const env = { PORT: String(port), HOSTNAME: '127.0.0.1' };
  const second = spawn(process.execPath, ['server.js'], {
    cwd: built,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([
    second.stdout.toArray().then((chunks) => Buffer.concat(chunks).toString()),
    once(second, 'exit') as Promise<[number]>,
  ]);
  expect(code).toBe(1);
  expect(JSON.parse(said)).toMatchObject({
    message: 'cannot listen',
    reason: expect.stringContaining('EADDRINUSE'),
  });
});

test('there is nothing to migrate without a database, and it says so', async () => {
  const [code, error] = await new Promise<[unknown, string]>((done) =>
    execFile(process.execPath, ['migrate.js'], { cwd: built, env: {} }, (failure, _, stderr) =>
      done([failure?.code, stderr]),
    ),
  );
  expect(code).toBe(1);
  expect(error).toBe('There is no database to migrate: DATABASE_HOST is not set.\n');
});
