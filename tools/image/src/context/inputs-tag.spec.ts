import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Environment } from '@slipway/core';
import { appInputs } from '../app-inputs';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../../..');

/** Of this workspace, what the tag is made of and some that it must not be made of. */
const FILES = [
  'apps',
  'environments',
  'libs/core',
  '.dockerignore',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
];
const MORE = ['package.json', 'package-lock.json', 'README.md', 'tools/image/README.md'];

let folder: string;
let origin: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-inputs-'));
  origin = join(folder, 'origin');
  const filter = (path: string) => !/[/\\](?:\.next|node_modules)$/.test(path);
  for (const file of [...FILES, ...MORE])
    cpSync(join(ROOT, file), join(origin, file), { recursive: true, filter });
  git(origin, 'init', '--quiet');
  git(origin, 'add', '--all');
  git(origin, 'commit', '--quiet', '--message', 'first');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(workspace: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgSign=false'];
  execFileSync('git', ['-C', workspace, ...identity, ...args], { stdio: 'ignore' });
}

/** @param options of `git clone` */
function clone(name: string, umask = '022', ...options: readonly string[]): string {
  const target = join(folder, name);
  const line = ['clone', '--quiet', '--no-hardlinks', ...options, origin, target];
  execFileSync('sh', ['-c', `umask ${umask}; exec git "$@"`, 'sh', ...line]);
  return target;
}

function edit(workspace: string, file: string, change: (text: string) => string): void {
  const path = join(workspace, file);
  const text = readFileSync(path, 'utf8');
  const after = change(text);
  if (after === text) throw new Error(`${file} stays as it is.`);
  writeFileSync(path, after);
}

/** A clone that is as it was before for the next test. */
let work: string;
let before: string;

beforeAll(async () => {
  work = clone('work');
  before = await tagOf(work);
});

afterEach(() => {
  git(work, 'reset', '--quiet', '--hard');
  git(work, 'clean', '--quiet', '--force', '-d');
});

const tagOf = async (workspace: string, architecture: 'arm64' | 'x86_64' = 'arm64') => {
  const services = { web: { architecture } } as unknown as Environment['services'];
  return (await appInputs(workspace, { services })).tag;
};

test('is the same in two clones, whatever else differs', async () => {
  const plain = clone('one');
  const odd = clone('a longer/way to it', '077', '-c', 'core.autocrlf=true');
  for (const junk of ['node_modules/x/index.js', 'dist/a', 'apps/web/.next/b', 'apps/web/debug.log']) {
    mkdirSync(dirname(join(odd, junk)), { recursive: true });
    writeFileSync(join(odd, junk), junk);
  }
  utimesSync(join(odd, 'apps/web/build.mjs'), 0, 0);
  git(odd, 'commit', '--quiet', '--allow-empty', '--message', 'another HEAD');

  const tag = await tagOf(plain);
  expect(tag).toMatch(/^inputs-[0-9a-f]{64}$/);
  expect(await tagOf(odd)).toBe(tag);
});

const anotherTool = (text: string) =>
  text.replace(/("node_modules\/cdktf": \{\s+"version": ")[^"]+/, (_, start: string) => `${start}9.9.9`);
const anotherNext = (text: string) =>
  text.replace(/("node_modules\/next": \{\s+"version": ")[^"]+/, (_, start: string) => `${start}99.0.0`);
const more = (text: string) => `${text}\n`;

test('what the app is not made of does not change it', async () => {
  edit(work, 'libs/core/src/index.ts', more);
  edit(work, 'environments/staging/environment.ts', more);
  edit(work, 'tools/image/README.md', more);
  // A script and a tool.
  edit(work, 'package.json', (text) => text.replace('0.21.0', '0.22.0'));
  edit(work, 'package-lock.json', anotherTool);
  writeFileSync(join(work, 'apps/web/src/new.spec.tsx'), '');
  edit(work, 'apps/web/README.md', more);
  writeFileSync(join(work, 'apps/web/.env.local'), 'NEXT_PUBLIC_A=b');
  expect(await tagOf(work)).toBe(before);
});

test.each<[string, (workspace: string) => void]>([
  ['a source of the app', (workspace) => edit(workspace, 'apps/web/next.config.mjs', more)],
  [
    'a new source, not committed yet',
    (workspace) => writeFileSync(join(workspace, 'apps/web/src/new.ts'), ''),
  ],
  ['a source that is gone', (workspace) => rmSync(join(workspace, 'apps/web/next.config.mjs'))],
  [
    'the name of a source',
    (workspace) => git(workspace, 'mv', 'apps/web/next.config.mjs', 'apps/web/other.config.mjs'),
  ],
  ['the Dockerfile', (workspace) => edit(workspace, 'apps/web/Dockerfile', more)],
  ['a package of the app in the lock', (workspace) => edit(workspace, 'package-lock.json', anotherNext)],
  ['a file that may be run', (workspace) => chmodSync(join(workspace, 'apps/web/build.mjs'), 0o755)],
])('%s changes it', async (_, change) => {
  change(work);
  expect(await tagOf(work)).not.toBe(before);
});

test('it is the same again when all changes are undone', async () => {
  expect(await tagOf(work)).toBe(before);
});

test('the architecture changes it', async () => {
  const [arm, intel] = await Promise.all([tagOf(origin), tagOf(origin, 'x86_64')]);
  expect(arm).not.toBe(intel);
});

test('a file of variables in git is refused by its name, and an example is none', async () => {
  writeFileSync(join(work, 'apps/web/.env.production'), 'STRIPE_KEY=sk_live_1');
  writeFileSync(join(work, 'apps/web/.env.example'), 'STRIPE_KEY=');
  git(work, 'add', '--force', 'apps/web/.env.production', 'apps/web/.env.example');
  const refusal = await tagOf(work).catch((error: Error) => error.message);

  expect(refusal).toContain('In git, and not allowed there: apps/web/.env.production.');
  expect(refusal).toContain('Nothing was built.');
  expect(refusal).not.toContain('sk_live_1');
});

test('outside of git it is told what to do', async () => {
  const workspace = clone('no clone');
  rmSync(join(workspace, '.git'), { recursive: true });
  await expect(tagOf(workspace)).rejects.toThrow(/Nothing was built[\s\S]*git init/);
});
