import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { localProcesses } from '@slipway/tool-release';
import { caller } from './caller';

const workspace = mkdtempSync(join(tmpdir(), 'slipway-caller-'));
const gitKnows = (name: string) => execFileSync('git', ['-C', workspace, 'config', 'user.name', name]);

beforeAll(() => {
  execFileSync('git', ['-C', workspace, 'init', '--quiet']);
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test('in GitHub Actions it is whoever pushed, with the address of the run', () => {
  gitKnows('Ada');
  const env = {
    GITHUB_ACTOR: 'grace',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '42',
  };

  expect(caller(workspace, env)).toMatchObject({
    name: 'grace',
    runUrl: 'https://github.com/acme/shop/actions/runs/42',
  });
});

test('on a laptop it is whoever git knows, in a process that the next verb can find', () => {
  gitKnows('Ada');

  expect(caller(workspace, {})).toEqual({
    name: 'Ada',
    host: hostname(),
    pid: process.pid,
    processStart: localProcesses.startOf(process.pid),
  });
});

test('where git knows nobody it is the user of the machine', () => {
  const { username } = userInfo();
  gitKnows('');
  expect(caller(workspace, {}).name).toBe(username);
  expect(caller(join(workspace, 'nowhere'), {}).name).toBe(username);
});
