import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { AppInputs } from '../app-inputs';
import { buildByNpm } from './build-by-npm';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-npm-'));
  mkdirSync(join(workspace, 'bin'));
});
afterEach(() => rmSync(workspace, { recursive: true }));

/** In the place of npm: notes what it is told, and does this. */
function npm(does = ''): void {
  const file = join(workspace, 'bin/npm');
  writeFileSync(file, `#!/bin/sh\necho "$*" >> "${workspace}/said"\n${does}\n`);
  chmodSync(file, 0o755);
}
const said = () => readFileSync(join(workspace, 'said'), 'utf8').trim().split('\n');
const builds = () => join(workspace, '.slipway/apps/api');

function inputs(tag = 'inputs-1'): AppInputs {
  return {
    app: {
      name: 'api',
      folder: 'apps/api',
      settings: { context: 'app' },
      dockerfile: undefined,
      build: { kind: 'npm' },
    },
    files: [{ path: 'src/main.js', kind: 'file', executable: false, content: Buffer.from('main') }],
    dockerfile: undefined,
    architecture: 'amd64',
    tag,
  };
}

function build(tag?: string, more: NodeJS.ProcessEnv = {}, signal?: AbortSignal): Promise<string> {
  const env = { ...process.env, PATH: `${join(workspace, 'bin')}${delimiter}${process.env.PATH}`, ...more };
  return buildByNpm(inputs(tag), { workspace, env, signal });
}

it('all packages come first, then the build, then what only that needed goes', async () => {
  npm('[ $1 != run ] || cp src/main.js built');
  const folder = await build();

  expect(said()).toEqual([
    'ci --no-audit --no-fund',
    'run build --if-present',
    'prune --omit=dev --no-audit --no-fund',
  ]);
  expect(folder).toBe(join(builds(), 'inputs-1'));
  expect(readFileSync(join(folder, 'built'), 'utf8')).toBe('main');
});

it('what is built already is not built again', async () => {
  npm();
  await build();
  await build();
  expect(said()).toHaveLength(3);
});

it('a step that fails is told with its last lines, and leaves nothing', async () => {
  npm('[ $1 != run ] || { echo "main.ts:3: no such type"; exit 2; }');
  await expect(build()).rejects.toMatchObject({
    kind: 'buildFailed',
    message:
      'The app in apps/api does not build: npm run build failed. Nothing was released.\n  main.ts:3: no such type',
  });
  expect(readdirSync(builds())).toEqual([]);
});

it('a build that was stopped leaves nothing', async () => {
  const controller = new AbortController();
  controller.abort();
  npm('exec sleep 60');
  await expect(build('inputs-1', {}, controller.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  expect(readdirSync(builds())).toEqual([]);
});

it('of two at once, both have the folder', async () => {
  npm();
  const [one, other] = await Promise.all([build(), build()]);
  expect(one).toBe(other);
  expect(existsSync(one)).toBe(true);
  expect(readdirSync(builds())).toEqual(['inputs-1']);
});

it('it sees neither credentials, nor that it is in production', async () => {
  npm('[ -z "$AWS_SECRET_ACCESS_KEY$NODE_ENV$npm_package_name" ]');
  await build('inputs-1', {
    AWS_SECRET_ACCESS_KEY: 'x',
    NODE_ENV: 'production',
    npm_package_name: 'slipway',
  });
});

it('what was built of other inputs stays a day', async () => {
  npm();
  const [old, young] = [await build('inputs-1'), await build('inputs-2')];
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
  utimesSync(old, twoDaysAgo, twoDaysAgo);
  await build('inputs-3');
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});
