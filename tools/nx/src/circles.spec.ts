import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

let folder: string;

// A copy, because lint leaves fixtures alone where they stand.
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'circles-')));
  cpSync(join(ROOT, 'tools/nx/fixtures/circles'), folder, { recursive: true });
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files that the workspace's own rules complain about, and whether lint failed. */
function lint(part: string) {
  const words = ['--tsconfig', 'tsconfig.json', '--format', 'unix', part];
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/oxlint/bin/oxlint'), ...words],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const complaints = stdout.split('\n').filter((line) => line.includes('import(no-cycle)'));
  return { files: complaints.map((line) => line.split(':')[0]).sort(), failed: status !== 0 };
}

describe('the rule against import circles', () => {
  it.each([
    ['of types alone', 'types'],
    ['of values', 'values'],
    ['over the names of projects', 'alias'],
  ])('bites on one %s', (_, part) => {
    expect(lint(part)).toEqual({ files: [`${part}/left.ts`, `${part}/right.ts`], failed: true });
  });

  it('leaves a one-way import alone', () => {
    expect(lint('none')).toEqual({ files: [], failed: false });
  });
});
