import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

let folder: string;
/** Files that the workspace's own rules complain about. */
let complaints: readonly string[];

// A copy, because lint leaves fixtures alone where they stand.
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'circles-')));
  cpSync(join(ROOT, 'tools/nx/fixtures/circles'), folder, { recursive: true });
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const words = ['node_modules/.bin/oxlint', '--tsconfig', 'tsconfig.json', '--format', 'unix'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line.includes('import(no-cycle)'));
  complaints = lines.map((line) => line.split(':')[0] ?? '').sort();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the rule against import circles', () => {
  it.each([
    ['of types alone', 'types'],
    ['of values', 'values'],
    ['over the names of projects', 'alias'],
  ])('bites on one %s', (_, part) => {
    expect(complaints.filter((file) => file.startsWith(part))).toEqual([
      `${part}/left.ts`,
      `${part}/right.ts`,
    ]);
  });

  it('leaves a one-way import alone', () => {
    expect(complaints.filter((file) => file.startsWith('none'))).toEqual([]);
  });
});
