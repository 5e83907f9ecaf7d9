import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runInstaller } from './run-installer';

const run = (script: string, withinMs?: number) =>
  runInstaller('/bin/sh', ['-c', script], { env: { ADDED: 'yes' }, withinMs });

test('one that ends well says nothing, has its variables and those of this process', async () => {
  await expect(run('test "$ADDED" = yes && test -n "$PATH" && echo much')).resolves.toBeUndefined();
});

test.each([
  ['its last line', 'echo begun; echo "disk full" >&2; exit 3', 'disk full'],
  [
    'the line that apt-get marks',
    'echo "E: Unable to locate package chromium"; echo done; exit 100',
    /^E: Unable/,
  ],
  [
    'the line that Playwright marks',
    'echo "Error: no such host"; echo "    at main"; exit 1',
    /^Error: no such/,
  ],
  ['its exit code if it said nothing', 'exit 7', 'it ended with code 7'],
])('one that fails is told by %s', async (_, script, message) => {
  await expect(run(script)).rejects.toThrow(message);
});

test('one that is not there is told', async () => {
  await expect(runInstaller('/nowhere/apt-get', [], { env: {} })).rejects.toThrow('ENOENT');
});

test('one that takes too long is ended, and what it started too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-installer-'));
  const late = join(folder, 'late');
  try {
    await expect(run(`(sleep 0.6; touch '${late}') & sleep 30`, 200)).rejects.toThrow('more than 0.2 s');
    await sleep(800);
    expect(existsSync(late)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
