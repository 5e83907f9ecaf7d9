import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppInputs } from '../app-inputs';
import type { AppBuild } from '../app/app';
import { buildApp } from './build-app';

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-image-'));
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const WEB: AppBuild = { kind: 'nx', project: 'web', output: 'dist/apps/web' };

function inputs(build = WEB): AppInputs {
  const app = {
    name: 'web',
    folder: 'apps/web',
    settings: { context: 'app' },
    dockerfile: undefined,
  } as const;
  return { app: { ...app, build }, files: [], dockerfile: undefined, architecture: 'amd64', tag: 'inputs-1' };
}

/** In the place of Nx. */
function nx(script: string): void {
  const file = join(workspace, 'node_modules/.bin/nx');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, script);
  chmodSync(file, 0o755);
}

const MAKES_FOLDER = "require('fs').mkdirSync('dist/apps/web', { recursive: true });";

test('runs the target of the app and says where its folder is', async () => {
  nx(`if (process.argv.slice(2).join(' ') !== 'run web:build') process.exit(9); ${MAKES_FOLDER}`);
  expect(await buildApp(inputs(), { workspace })).toBe(join(workspace, 'dist/apps/web'));
});

test('shows the end of a build that fails, and how to repeat it', async () => {
  nx("console.error('src/page.ts:3:1: no such thing'); process.exit(1);");
  await expect(buildApp(inputs(), { workspace })).rejects.toMatchObject({
    kind: 'buildFailed',
    message: expect.stringMatching(/Nothing was released[\s\S]*page\.ts:3:1[\s\S]*npx nx run web:build/),
  });
});

test('shows what a build says without its colours', async () => {
  nx(
    "console.error('\\u001B[31m\\u001B[1merror\\u001B[0m in page.ts' + (process.env.FORCE_COLOR ?? '')); process.exit(1);",
  );
  const built = buildApp(inputs(), { workspace, env: { ...process.env, FORCE_COLOR: '3' } });
  await expect(built).rejects.toMatchObject({
    message: expect.stringMatching(/\n {2}error in page\.ts\n/),
  });
});

test('does not take a folder of before for the result of a build that failed', async () => {
  nx(`${MAKES_FOLDER} process.exit(1);`);
  await expect(buildApp(inputs(), { workspace })).rejects.toMatchObject({ kind: 'buildFailed' });
});

test('says so when a build leaves nothing', async () => {
  nx('');
  await expect(buildApp(inputs(), { workspace })).rejects.toThrow('no folder dist/apps/web');
});

test('gives the build neither credentials nor the inner life of Nx', async () => {
  nx(`${MAKES_FOLDER} process.exit(process.env.AWS_SECRET_ACCESS_KEY || process.env.NX_TASK_HASH ? 1 : 0);`);
  const env = { ...process.env, AWS_SECRET_ACCESS_KEY: 'secret', NX_TASK_HASH: '1' };
  expect(await buildApp(inputs(), { workspace, env })).toContain('dist/apps/web');
});

test('an app that has a Dockerfile alone is told what the embedded cloud runs', async () => {
  await expect(buildApp(inputs({ kind: 'none' }), { workspace })).rejects.toMatchObject({
    kind: 'toolMissing',
    message: expect.stringMatching(
      /^apps\/web has a Dockerfile.*Nothing was released\.\nWrite apps\/web\/project\.json/,
    ),
  });
});
