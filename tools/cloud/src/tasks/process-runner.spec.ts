import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPython, runProgram } from '@slipway/tool-python';
import { ImageStore } from '../images/image-store';
import { ProcessRunner } from './process-runner';
import { SampleKeeper } from './sample-keeper';
import type { ContainerPlan, RunningContainer } from './task-runner';

// On a busy machine a process takes a while to start.
jest.setTimeout(30_000);

let root: string;
let store: ImageStore;
let runner: ProcessRunner;
const keeper = new SampleKeeper();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-runner-'));
  store = new ImageStore(root);
  runner = new ProcessRunner({
    keeper,
    store,
    python: async () => (await findPython(process.env)).executable,
  });
});

afterEach(async () => {
  await keeper.endAll();
  rmSync(root, { recursive: true, force: true });
});

/** An image whose server is this script. */
async function image(script: string): Promise<string> {
  const folder = join(root, 'app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.js'), script);
  const { digest } = await store.add(folder, {
    architecture: 'amd64',
    command: ['node', 'server.js'],
    environment: { FROM: 'image', KEPT: 'image' },
    labels: {},
  });
  return digest;
}

const lines: string[] = [];
beforeEach(() => void lines.splice(0));

async function run(script: string, plan: Partial<ContainerPlan> = {}): Promise<RunningContainer> {
  const imageDigest = await image(script);
  return runner.run(
    { name: 'web', imageDigest, environment: {}, stopTimeoutSeconds: 5, ...plan },
    (line) => void lines.push(line),
  );
}

async function printed(line: string): Promise<void> {
  while (!lines.includes(line)) await sleep(10);
}

const FOREVER = 'setInterval(() => {}, 1000); console.log("up");';

test('it runs the command of the image, in its folder', async () => {
  const { exited } = await run('console.log(__dirname); process.exitCode = 3');
  expect(await exited).toEqual({ exitCode: 3 });
  expect(lines).toEqual([expect.stringMatching(/sha256-[0-9a-f]{64}\.working$/)]);
});

test('its environment is its own and the image’s beneath, nothing of this process', async () => {
  process.env.SLIPWAY_TEST_LEAK = '1';
  const container = await run('console.log(JSON.stringify(process.env))', {
    environment: { FROM: 'plan', PORT: '80', HOSTNAME: 'x' },
    port: 80,
  });
  delete process.env.SLIPWAY_TEST_LEAK;
  await container.exited;
  const env = JSON.parse(lines[0]!) as { [name: string]: string };
  expect(env).toMatchObject({ FROM: 'plan', KEPT: 'image', HOSTNAME: '127.0.0.1' });
  expect(env.PORT).toBe(String(container.address!.port));
  expect(Object.keys(env).sort()).toEqual(['FROM', 'HOME', 'HOSTNAME', 'KEPT', 'PATH', 'PORT', 'TMPDIR']);
  expect(existsSync(env.HOME!)).toBe(false);
});

test('two at once have different ports', async () => {
  const containers = await Promise.all([run(FOREVER, { port: 80 }), run(FOREVER, { port: 80 })]);
  const ports = containers.map(({ address }) => address?.port);
  expect(new Set(ports).size).toBe(2);
  await Promise.all(containers.map((container) => container.stop()));
});

test('a last line without a break, a character in two pieces, and a megabyte', async () => {
  const { exited } = await run(`
    process.stdout.write(Buffer.from('é').subarray(0, 1));
    setTimeout(() => {
      process.stdout.write(Buffer.from('é').subarray(1));
      process.stdout.write('\\r\\n' + 'x'.repeat(1024 * 1024) + '\\n\\nlast');
    }, 50);`);
  await exited;
  expect(lines.map((line) => (line.length > 9 ? line.length : line))).toEqual(['é', 1024 * 1024, '', 'last']);
});

test('stop: who obeys SIGTERM ends as it likes', async () => {
  const container = await run(`process.on('SIGTERM', () => process.exit(7)); ${FOREVER}`);
  await printed('up');
  expect(await container.stop()).toEqual({ exitCode: 7 });
});

test('stop: 143 for who does not care', async () => {
  const container = await run(FOREVER);
  await printed('up');
  expect(await container.stop()).toEqual({ exitCode: 143 });
});

test('stop: 137 for who ignores it, when the timeout has passed', async () => {
  const container = await run(`process.on('SIGTERM', () => {}); ${FOREVER}`, { stopTimeoutSeconds: 0.2 });
  await printed('up');
  expect(await container.stop()).toEqual({ exitCode: 137 });
});

test('what it started ends with it', async () => {
  const { exited } = await run(`
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    console.log(child.pid); setTimeout(() => process.exit(0), 50);`);
  expect(await exited).toEqual({ exitCode: 0 });
  await sleep(50);
  // Gone, or dead and waiting to be collected.
  const { stdout } = await runProgram('ps', ['-o', 'stat=', '-p', lines[0]!], { env: process.env });
  expect(stdout.trim()).toMatch(/^(?:Z.*)?$/);
});

test('beyond its memory it is killed, and says so', async () => {
  const container = await run(
    `${FOREVER} const hold = Buffer.alloc(200 * 1024 * 1024, 1); setInterval(() => hold, 9)`,
    {
      memoryMb: 120,
    },
  );
  expect(await container.exited).toEqual({
    exitCode: 137,
    reason: 'OutOfMemoryError: Container killed due to memory usage',
  });
});

test('a command that is not there', async () => {
  await expect(run('', { command: ['nowhere', 'x'] })).rejects.toThrow(
    /^CannotStartContainerError: .*exec: "nowhere": executable file not found in \$PATH/,
  );
});

test('a new entry point drops the command of the image', async () => {
  const { exited } = await run('', { entryPoint: ['sh', '-c', 'echo "$# more"'] });
  await exited;
  expect(lines).toEqual(['0 more']);
});

test('an image that is not kept', async () => {
  await expect(runner.pull(`sha256:${'0'.repeat(64)}`)).rejects.toThrow(
    /^CannotPullContainerError: .*not found/,
  );
});

test('exec: beside it, in its folder and environment', async () => {
  const container = await run(FOREVER, { environment: { COLOUR: 'red' } });
  const process = await container.exec(['sh', '-c', 'cat; echo $COLOUR; ls; echo oops >&2; exit 4']);
  process.stream.end('typed\n');
  const [output, exit] = await Promise.all([text(process.stream), process.exited]);
  expect(output.split('\n').sort()).toEqual(['', 'oops', 'red', 'server.js', 'typed']);
  expect(exit).toEqual({ exitCode: 4 });
  await container.stop();
});

test('exec: on a terminal that has a size, and another one later', async () => {
  const container = await run(FOREVER);
  const process = await container.exec(['sh', '-c', 'stty size; read line; stty size; exit 5'], {
    columns: 101,
    rows: 31,
  });
  let output = '';
  process.stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  while (!output.includes('31 101')) await sleep(10);
  process.resize({ columns: 77, rows: 22 });
  await sleep(50);
  process.stream.write('go\r');
  expect(await process.exited).toEqual({ exitCode: 5 });
  expect(output).toContain('22 77');
  await container.stop();
});

test('exec: when nobody types any more, it is hung up on', async () => {
  const container = await run(FOREVER);
  const process = await container.exec(['sleep', '60'], { columns: 80, rows: 24 });
  process.stream.end();
  process.stream.resume();
  expect(await process.exited).toEqual({ exitCode: 129 });
  await container.stop();
});

test('what a task writes into its folder changes nothing of the image', async () => {
  const script = `
    const { chmodSync, writeFileSync } = require('node:fs');
    chmodSync('server.js', 0o644);
    writeFileSync('server.js', 'changed');
    writeFileSync('cache', 'of a task');`;
  const { exited } = await run(script);
  expect(await exited).toMatchObject({ exitCode: 0 });
  const [digest = ''] = await store.digests();
  const folder = store.folder(digest) ?? '';
  expect(readFileSync(join(folder, 'server.js'), 'utf8')).toBe(script);
  expect(existsSync(join(folder, 'cache'))).toBe(false);
});
