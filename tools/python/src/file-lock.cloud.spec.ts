import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withFileLock } from './file-lock';
import { findPython, type Python } from './find-python';

let python: Python;
let directory: string;
let file: string;

beforeAll(async () => {
  python = await findPython(process.env);
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-lock-'));
  file = join(directory, 'folder', 'lock');
});

afterEach(() => rmSync(directory, { recursive: true }));

test('one works at a time, and who waits is told', async () => {
  let working = 0;
  const most: number[] = [];
  const waited: number[] = [];
  const work = async () => {
    most.push(++working);
    await sleep(50);
    working--;
  };
  await Promise.all([1, 2, 3].map((n) => withFileLock(python, file, work, () => waited.push(n))));
  expect(most).toEqual([1, 1, 1]);
  expect(waited.length).toBeGreaterThanOrEqual(1);
});

test('the result is handed on', async () => {
  expect(await withFileLock(python, file, async () => 42)).toBe(42);
});

test('work that fails lets go', async () => {
  await expect(withFileLock(python, file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(withFileLock(python, file, async () => 'next')).resolves.toBe('next');
});

test('a process that is killed lets go', async () => {
  await withFileLock(python, file, async () => undefined);
  // Holds the lock the way this module does: by a child that ends when its parent is gone.
  const holder = spawn(
    python.executable,
    [
      '-c',
      `import fcntl, subprocess, sys, time
lock = "import fcntl,sys;f=open(sys.argv[1],'a');fcntl.flock(f,fcntl.LOCK_EX);print('held',flush=True);sys.stdin.read()"
child = subprocess.Popen([sys.executable, "-c", lock, sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(child.stdout.readline().decode(), flush=True)
time.sleep(60)`,
      file,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  const waiting = jest.fn();
  const next = withFileLock(python, file, async () => 'mine', waiting);
  while (waiting.mock.calls.length === 0) await sleep(20);
  holder.kill('SIGKILL');
  await expect(next).resolves.toBe('mine');
});

test('a folder that cannot be written is said', async () => {
  await expect(withFileLock(python, '/dev/null/lock', async () => undefined)).rejects.toThrow();
});
