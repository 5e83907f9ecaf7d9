import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitCommits } from './git-commits';

const directory = mkdtempSync(join(tmpdir(), 'slipway-commits-'));
const whole = join(directory, 'whole');
const shallow = join(directory, 'shallow');
const git = (workspace: string, ...args: readonly string[]) =>
  execFileSync('git', ['-C', workspace, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    encoding: 'utf8',
  }).trim();
let first: string;
let second: string;

beforeAll(() => {
  execFileSync('git', ['init', '--quiet', whole]);
  const commit = (message: string) => {
    git(whole, 'commit', '--quiet', '--allow-empty', '-m', message, '-m', 'Details');
    return git(whole, 'rev-parse', 'HEAD');
  };
  first = commit('First');
  second = commit('Second');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${whole}`, shallow]);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('tells older from newer', async () => {
  const commits = gitCommits(whole);

  expect(await commits.isAncestor(first, second)).toBe('yes');
  expect(await commits.isAncestor(second, first)).toBe('no');
});

it('does not guess about commits that are not there', async () => {
  expect(await gitCommits(whole).isAncestor('1'.repeat(40), second)).toBe('unknown');
  expect(await gitCommits(shallow).isAncestor(first, second)).toBe('unknown');
});

it('describes a revision', async () => {
  expect(await gitCommits(whole).describe('HEAD')).toEqual({ sha: second, message: 'Second', author: 'Ada' });
  expect(await gitCommits(whole).describe('nothing')).toBeUndefined();
});
