import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const PROGRAM = join(ROOT, 'tools/nx/bin/test-cloud.mjs');

function testCloud(...args: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...args], { cwd: ROOT, encoding: 'utf8' });
}

/** Folders of tools and apps whose specs would run. */
function foldersOf(part: string): readonly string[] {
  const specs = testCloud(part, '--list').stdout.trim().split('\n');
  return [...new Set(specs.map((spec) => dirname(spec).split('/').slice(0, 2).join('/')))];
}

// Links that no import shows: a program that is run, a folder that is copied, files that are read.
describe('npm run test:cloud', () => {
  it('runs what needs the app, if only as a folder', () => {
    expect(foldersOf('apps/web')).toEqual(
      expect.arrayContaining(['apps/web', 'tools/cloud', 'tools/rehearse', 'tools/verify']),
    );
  }, 60_000);

  it('leaves out what does not need it', () => {
    expect(foldersOf('local')).toEqual(['tools/verify']);
  }, 60_000);

  it('says so where nothing is to run', () => {
    expect(testCloud('tools/bench')).toMatchObject({
      stdout: '',
      stderr: 'No cloud spec depends on that: there is nothing to run.\n',
      status: 0,
    });
  }, 60_000);

  it('refuses a part that there is not', () => {
    const { stderr, status } = testCloud('tools/clod');

    expect(stderr).toContain('There is no part "tools/clod". Did you mean "tools/cloud"?');
    expect(status).toBe(2);
  }, 60_000);
});
