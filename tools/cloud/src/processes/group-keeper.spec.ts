import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GroupKeeper } from './group-keeper';
import { endLeftBehind, noteKept } from './left-behind';
import { findProcess } from './process-table';

jest.setTimeout(60_000);

const INSTANCE = '20261101T000000-00000000';
const IDLE = 'setInterval(() => {}, 1000)';
let directory: string;
let keeper: GroupKeeper;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-keeper-'));
  keeper = new GroupKeeper({ directory: notes(), instance: INSTANCE });
});

afterEach(async () => {
  await keeper.endAll();
  rmSync(directory, { recursive: true });
});

const notes = () => join(directory, 'processes');
const noted = () => (existsSync(notes()) ? readdirSync(notes()) : []);

/** A program that never ends by itself, and has a child that does not listen to SIGTERM. Both write down who they are. */
const STUBBORN = `
  const { spawn } = require('node:child_process');
  const { writeFileSync } = require('node:fs');
  const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); ${IDLE}'], { stdio: 'ignore' });
  writeFileSync(process.argv[1] + '.new', process.pid + ' ' + child.pid);
  require('node:fs').renameSync(process.argv[1] + '.new', process.argv[1]);
  ${IDLE};
`;

const program = (file: string) => ({ command: process.execPath, args: ['-e', STUBBORN, file], env: {} });

async function pidsIn(file: string): Promise<readonly number[]> {
  while (!existsSync(file)) await sleep(20);
  return readFileSync(file, 'utf8').split(' ').map(Number);
}

async function untilGone(pids: readonly number[]): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(20))
    if (pids.every((pid) => !findProcess(pid))) return;
  throw new Error(`Still there: ${pids.filter((pid) => findProcess(pid)).join(', ')}`);
}

test('a program gets the environment that it was given, its cloud’s mark, and nothing else', async () => {
  const child = keeper.start({
    command: process.execPath,
    args: ['-p', 'JSON.stringify(process.env)'],
    env: { ONE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(child.stdout!, 'data')) as [Buffer];
  expect(JSON.parse(String(printed))).toEqual({ ONE: '1', SLIPWAY_CLOUD_INSTANCE: INSTANCE });
});

test('all end, with their children, and nothing stays noted', async () => {
  keeper.start(program(join(directory, 'pids')));
  const pids = await pidsIn(join(directory, 'pids'));
  expect(noted()).toHaveLength(1);
  await keeper.endAll();
  await untilGone(pids);
  expect(noted()).toEqual([]);
});

test('what a program leaves behind in its group ends with it', async () => {
  const child = keeper.start(program(join(directory, 'pids')));
  const pids = await pidsIn(join(directory, 'pids'));
  expect(keeper.signal(child, 'SIGTERM')).toBe(true);
  await once(child, 'exit');
  await untilGone(pids);
  expect(keeper.signal(child, 'SIGTERM')).toBe(false);
});

test('a program that is not there is said by its error, and is not kept', async () => {
  const child = keeper.start({ command: join(directory, 'absent'), args: [], env: {} });
  const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ENOENT');
  expect(keeper.signal(child, 'SIGTERM')).toBe(false);
  expect(noted()).toEqual([]);
});

describe('when the keeper’s process is killed', () => {
  /** Another process that keeps a program. */
  async function startKeeping() {
    const bundle = join(directory, 'keeper.cjs');
    const { buildSync } = await import('esbuild');
    buildSync({
      entryPoints: [join(__dirname, 'group-keeper.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    });
    const script = `
      const { GroupKeeper } = require(${JSON.stringify(bundle)});
      const keeper = new GroupKeeper(${JSON.stringify({ directory: notes(), instance: INSTANCE })});
      keeper.start(${JSON.stringify(program(join(directory, 'pids')))});
      ${IDLE};
    `;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'inherit'] });
    return { parent, pids: await pidsIn(join(directory, 'pids')) };
  }

  test('its programs and their children end by themselves', async () => {
    const { parent, pids } = await startKeeping();
    expect(pids.every((pid) => findProcess(pid))).toBe(true);
    parent.kill('SIGKILL');
    await untilGone(pids);
  });

  test('what survived is found by its note and ended; what is kept by somebody alive is not', async () => {
    const { parent, pids } = await startKeeping();
    await endLeftBehind(notes());
    expect(pids.every((pid) => findProcess(pid))).toBe(true);
    // The note as it would be if its keeper had ended and nobody had reaped.
    const file = join(notes(), noted()[0]!);
    const note = JSON.parse(readFileSync(file, 'utf8')) as { keeper: object };
    writeFileSync(file, JSON.stringify({ ...note, keeper: { ...note.keeper, started: 'before' } }));
    await endLeftBehind(notes());
    expect(pids.filter((pid) => findProcess(pid))).toEqual([]);
    expect(noted()).toEqual([]);
    parent.kill('SIGKILL');
  });
});

describe('a note of a process id that somebody else has by now', () => {
  test('ends nobody', async () => {
    const stranger = spawn(process.execPath, ['-e', IDLE], { detached: true, stdio: 'ignore' });
    const gone = { pid: stranger.pid!, started: 'before' };
    noteKept(notes(), { instance: INSTANCE, program: gone, keeper: gone });
    await endLeftBehind(notes());
    expect(findProcess(stranger.pid!)).toBeDefined();
    expect(noted()).toEqual([]);
    stranger.kill('SIGKILL');
  });

  test('that cannot be read is put away', async () => {
    noteKept(notes(), {
      instance: INSTANCE,
      program: { pid: 1, started: '' },
      keeper: { pid: 1, started: '' },
    });
    writeFileSync(join(notes(), 'half.json'), '{');
    await endLeftBehind(notes());
    expect(noted()).toEqual([]);
  });
});
