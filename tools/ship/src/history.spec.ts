import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitsBetween, hasLocalChanges, isRepository } from './history';

const directory = mkdtempSync(join(tmpdir(), 'slipway-history-'));
const workspace = join(directory, 'clone');
const elsewhere = join(directory, 'elsewhere');
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-C', workspace, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    encoding: 'utf8',
  }).trim();

function commit(message: string) {
  git('commit', '--quiet', '--allow-empty', '-m', message, '-m', 'Details\non two lines');
  return { sha: git('rev-parse', 'HEAD'), message, author: 'Ada' };
}

let first: ReturnType<typeof commit>;
let second: typeof first;
let third: typeof first;

beforeAll(() => {
  for (const folder of [workspace, elsewhere]) mkdirSync(folder);
  git('init', '--quiet');
  [first, second, third] = [commit('First'), commit('Add a | bar, a "quote"'), commit('Third')];
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the commits of a release are those after the live one, newest first', async () => {
  expect(await commitsBetween(workspace, first, third)).toEqual([third, second]);
  expect(await commitsBetween(workspace, third, third)).toEqual([]);
});

test('the first release has its own commit only', async () => {
  expect(await commitsBetween(workspace, undefined, third)).toEqual([third]);
});

test('where a commit is not known, nothing is claimed', async () => {
  const unknown = { sha: '1'.repeat(40), message: 'Somewhere else' };

  expect(await commitsBetween(workspace, first, undefined)).toBeUndefined();
  expect(await commitsBetween(workspace, unknown, third)).toBeUndefined();
  expect(await commitsBetween(workspace, first, unknown)).toBeUndefined();
  expect(await commitsBetween(elsewhere, first, third)).toBeUndefined();
});

test('a file that no commit has is a local change', async () => {
  expect(await hasLocalChanges(workspace)).toBe(false);
  expect(await hasLocalChanges(elsewhere)).toBe(false);
  writeFileSync(join(workspace, 'page.tsx'), '');
  expect(await hasLocalChanges(workspace)).toBe(true);
});

test('a folder that is no clone is told from one that is', async () => {
  expect(await isRepository(workspace)).toBe(true);
  expect(await isRepository(elsewhere)).toBe(false);
  expect(await isRepository(join(directory, 'nowhere'))).toBe(false);
});
