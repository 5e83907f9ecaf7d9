import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '@slipway/core';
import { findApp } from './find-app';

let workspace: string;
beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-app-')));
  mkdirSync(join(workspace, 'apps'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    const [path = '', text = ''] = file.split('=');
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
}

const running = (app?: string, service = 'web') =>
  ({ services: { [service]: { ...(app && { app }) } } }) as unknown as Pick<Environment, 'services'>;
const find = async (app?: string, service?: string) => findApp(workspace, running(app, service));

describe('which folder', () => {
  beforeEach(() => write('apps/web/Dockerfile', 'apps/api/Dockerfile', 'apps/worker/Dockerfile'));

  it.each([
    ['that of the service', undefined, 'api', 'api'],
    ['web, where the service has none', undefined, 'other', 'web'],
    ['the one that is named, whatever the service is called', 'worker', 'api', 'worker'],
  ])('it is %s', async (_, app, service, name) => {
    expect(await find(app, service)).toMatchObject({
      name,
      folder: `apps/${name}`,
      dockerfile: `apps/${name}/Dockerfile`,
    });
  });

  it('one that is not there is told with those that are, and the nearest', async () => {
    await expect(find('wroker')).rejects.toMatchObject({
      kind: 'usage',
      message:
        'The service web runs the app "wroker", and there is no folder apps/wroker. There are: api, web, worker. Nothing was built.\nDid you mean "worker"? Write it into services.web.app of environment.ts.',
    });
  });
});

it('no app at all is told', async () => {
  await expect(find()).rejects.toThrow('there is no folder apps/web. There is no app yet.');
  rmSync(join(workspace, 'apps'), { recursive: true });
  await expect(find()).rejects.toThrow('There is no app yet.');
});

describe('how it is built', () => {
  const target = (outputs = '') => `apps/api/project.json={"targets":{"build":{${outputs}}}}`;

  it.each([
    [
      'by npm, where it has packages of its own',
      ['apps/api/package.json', 'apps/api/package-lock.json'],
      { kind: 'npm' },
    ],
    [
      'by the target of Nx',
      [target('"outputs":["{workspaceRoot}/out/api"]')],
      { kind: 'nx', project: 'api', output: 'out/api' },
    ],
    [
      'by a target whose output is in the app',
      [target('"outputs":["{projectRoot}/dist"]')],
      { kind: 'nx', project: 'api', output: 'apps/api/dist' },
    ],
    ['by a target that names no output', [target()], { kind: 'nx', project: 'api', output: 'dist/apps/api' }],
    [
      'by a target before packages of its own, by the name of the project',
      [
        'apps/api/project.json={"name":"backend","targets":{"build":{}}}',
        'apps/api/package.json',
        'apps/api/package-lock.json',
      ],
      { kind: 'nx', project: 'backend', output: 'dist/apps/api' },
    ],
    [
      'by npm, where Nx knows no build of it',
      ['apps/api/project.json={}', 'apps/api/package.json', 'apps/api/package-lock.json'],
      { kind: 'npm' },
    ],
    ['by nothing but its Dockerfile', ['apps/api/Dockerfile'], { kind: 'none' }],
  ])('%s', async (_, files, build) => {
    write(...files);
    expect((await find('api')).build).toEqual(build);
  });
});

it.each([
  ['an empty folder', 'apps/api/readme.txt', /Write a Dockerfile there, or a package\.json with its lock/],
  ['packages without a lock', 'apps/api/package.json', /no package-lock\.json.*npm install/],
  [
    'another lock',
    'apps/api/pnpm-lock.yaml',
    /has a pnpm-lock\.yaml.*builds it with pnpm.*in apps\/api: npm install/,
  ],
  ['a project that is no JSON', 'apps/api/project.json={', /apps\/api\/project\.json cannot be read/],
])('%s is told what to do', async (_, file, words) => {
  write(file);
  await expect(find('api')).rejects.toMatchObject({ kind: 'usage', message: expect.stringMatching(words) });
  await expect(find('api')).rejects.toThrow('Nothing was built.');
});

describe('what its own file says', () => {
  it('nothing, where there is none', async () => {
    write('apps/api/Dockerfile');
    expect((await find('api')).settings).toEqual({ context: 'app' });
  });

  it('a mistake in it is told with its file', async () => {
    write('apps/api/Dockerfile', 'apps/api/slipway.json={"contxt":"app"}');
    await expect(find('api')).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/^apps\/api\/slipway\.json: 1 problem.*\n\n {2}contxt\n/),
    });
  });

  it('what it says is taken', async () => {
    write('apps/api/Dockerfile', 'apps/api/slipway.json={"context":"workspace"}');
    expect((await find('api')).settings).toEqual({ context: 'workspace' });
  });
});
