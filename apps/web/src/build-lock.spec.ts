import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';

const MODULE = resolve(__dirname, '../build-lock.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Works alone, and writes down when it began and ended. */
const program = () => `
  import { appendFileSync } from 'node:fs';
  import { alone } from ${JSON.stringify(MODULE)};
  await alone(${JSON.stringify(join(folder, 'lock'))}, async () => {
    appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'begin\\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    appendFileSync(${JSON.stringify(join(folder, 'log'))}, 'end\\n');
  });`;

const run = () => spawn(process.execPath, ['--input-type=module', '--eval', program()], { stdio: 'ignore' });

test('one after the other, and nothing stays', async () => {
  await Promise.all([run(), run(), run()].map((child) => once(child, 'exit')));
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('begin\nend\n'.repeat(3));
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('what a killed process left does not hold up the next', async () => {
  const { pid } = spawnSync(process.execPath, ['--eval', '']);
  writeFileSync(join(folder, 'lock'), String(pid));
  const [code] = (await once(run(), 'exit')) as [number];
  expect(code).toBe(0);
});
