import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SYNTH = resolve(__dirname, '../bin/synth.mjs');

let workspace: string;

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));
  mkdirSync(join(workspace, 'environments/shop/deep'), { recursive: true });
  writeFileSync(join(workspace, 'package.json'), '{}');
  writeFileSync(join(workspace, 'environments/shop/environment.ts'), 'export default 1;');
});
afterEach(() => rmSync(workspace, { recursive: true }));

/** What is said of an environment that is nowhere, to somebody who stands there. */
function complaint(cwd: string): string {
  try {
    execFileSync(process.execPath, [SYNTH, 'nowhere'], { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
  throw new Error('There is an environment "nowhere".');
}

describe('the workspace', () => {
  it('is the nearest folder with environments, from where the user stands', () => {
    expect(complaint(join(workspace, 'environments/shop/deep'))).toContain('There are: shop.');
  });

  it('is the one that Slipway is part of, for a user who stands in none', () => {
    expect(complaint(tmpdir())).toContain('There are: local, prod, staging.');
  });
});
