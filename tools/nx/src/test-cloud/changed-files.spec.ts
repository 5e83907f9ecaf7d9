import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { changedFiles } from './changed-files';

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];

let workspace: string;

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'changed-')));
  git('init', '--quiet', '--initial-branch', 'main');
  mkdirSync(join(workspace, 'libs'));
  for (const name of ['same', 'edited', 'moved', 'committed'])
    writeFileSync(join(workspace, 'libs', name), name);
  writeFileSync(join(workspace, '.gitignore'), 'dist\n');
  commit('start');
  git('switch', '--quiet', '--create', 'change');
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync('git', [...IDENTITY, ...args], { cwd: workspace, stdio: 'ignore' });
}

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}

describe('the changed files', () => {
  it('are none where nothing was changed', () => {
    expect(changedFiles(workspace, 'main')).toEqual([]);
  });

  it('are those of commits, of the working tree, and those that Git does not know yet', () => {
    appendFileSync(join(workspace, 'libs/committed'), 'more');
    commit('change');
    appendFileSync(join(workspace, 'libs/edited'), 'more');
    writeFileSync(join(workspace, 'libs/née'), '');
    writeFileSync(join(workspace, 'dist'), 'ignored');

    expect([...changedFiles(workspace, 'main')].sort()).toEqual([
      'libs/committed',
      'libs/edited',
      'libs/née',
    ]);
  });

  it('are both places of a file that was moved', () => {
    renameSync(join(workspace, 'libs/moved'), join(workspace, 'libs/there'));
    commit('move');

    expect(changedFiles(workspace, 'main')).toEqual(['libs/moved', 'libs/there']);
  });

  it('are not those that the base got since', () => {
    git('switch', '--quiet', 'main');
    appendFileSync(join(workspace, 'libs/same'), 'more');
    commit('elsewhere');
    git('switch', '--quiet', 'change');

    expect(changedFiles(workspace, 'main')).toEqual([]);
  });

  it('are refused for a revision that Git does not know', () => {
    expect(() => changedFiles(workspace, 'trunk')).toThrow(
      new Failure(
        'usage',
        'Git finds no commit in common between this branch and "trunk". Name a revision: --base=origin/main. Nothing was run.',
      ),
    );
  });
});
