import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = join(__dirname, 'app-packages.mjs');
const ROOT = resolve(__dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-packages-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: object;
  readonly optionalDependencies?: object;
  readonly peerDependencies?: object;
  readonly peerDependenciesMeta?: object;
}

interface Workspace {
  readonly names: readonly string[];
  readonly manifest?: object;
  readonly packages: { readonly [path: string]: Entry };
}

/** Writes a workspace and cuts it. */
function cut({ names, manifest, packages }: Workspace, from = 'workspace', to = 'cut') {
  const workspace = join(folder, from);
  mkdirSync(join(workspace, 'apps/web'), { recursive: true });
  const inputs = ['{projectRoot}/**/*', { externalDependencies: names }];
  const files = {
    'apps/web/project.json': { targets: { build: { inputs } } },
    'package.json': manifest ?? { name: 'acme', devDependencies: { app: '1.0.0', tool: '1.0.0' } },
    'package-lock.json': { name: 'acme', lockfileVersion: 3, packages },
  };
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(workspace, file), JSON.stringify(content));
  return run(workspace, to);
}

/** The program lies beside the project.json that it reads. */
function run(workspace: string, to: string) {
  copyFileSync(PROGRAM, join(workspace, 'apps/web/app-packages.mjs'));
  const line = [join(workspace, 'apps/web/app-packages.mjs'), workspace, join(folder, to)];
  const { status, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  if (status !== 0) return { stderr, manifest: undefined, lock: undefined, paths: [] };
  const read = (file: string) => JSON.parse(readFileSync(join(folder, to, file), 'utf8'));
  const lock = read('package-lock.json') as { packages: { [path: string]: Entry } };
  return { stderr, manifest: read('package.json'), lock, paths: Object.keys(lock.packages).slice(1) };
}

test('what the app leads to stays, in the order of the lock, and nothing else', () => {
  const { paths, manifest } = cut({
    names: ['app'],
    packages: {
      '': {},
      'node_modules/a': { dependencies: { b: '1' } },
      'node_modules/app': { dependencies: { a: '1' }, peerDependencies: { peer: '1' } },
      'node_modules/b': {},
      'node_modules/peer': {},
      'node_modules/tool': { dependencies: { b: '1', c: '1' } },
      'node_modules/c': {},
    },
  });
  expect(paths).toEqual(['a', 'app', 'b', 'peer'].map((name) => `node_modules/${name}`));
  expect(manifest).toEqual({ name: 'acme', private: true, dependencies: { app: '1.0.0' } });
});

test('a dependency is the one that Node would find: the innermost first', () => {
  const { paths } = cut({
    names: ['app'],
    packages: {
      'node_modules/@s/b': {},
      'node_modules/app': { dependencies: { a: '1', '@s/b': '2' } },
      'node_modules/a': { dependencies: { '@s/b': '1' } },
      'node_modules/app/node_modules/@s/b': { dependencies: { a: '2' } },
      'node_modules/app/node_modules/a': {},
    },
  });
  expect(paths).toEqual([
    'node_modules/app',
    'node_modules/app/node_modules/@s/b',
    'node_modules/app/node_modules/a',
  ]);
});

test('binaries of every platform stay, as optional ones, even if the workspace needs one itself', () => {
  const { lock } = cut({
    names: ['app'],
    packages: {
      'node_modules/app': { dev: true, optionalDependencies: { arm: '1', missing: '1', x64: '1' } },
      'node_modules/arm': { optional: true, dependencies: { helper: '1' } },
      'node_modules/helper': { dev: true },
      'node_modules/x64': { dev: true },
    },
  });
  expect(lock?.packages).toMatchObject({
    'node_modules/arm': { optional: true },
    'node_modules/helper': { optional: true },
    'node_modules/x64': { optional: true },
  });
  expect(lock?.packages['node_modules/app']).not.toHaveProperty('dev');
  expect(lock?.packages['node_modules/app']).not.toHaveProperty('optional');
});

test('an optional peer does not count, or another tool would change the app', () => {
  const { paths } = cut({
    names: ['app'],
    packages: {
      'node_modules/app': {
        peerDependencies: { sass: '1' },
        peerDependenciesMeta: { sass: { optional: true } },
      },
      'node_modules/sass': {},
    },
  });
  expect(paths).toEqual(['node_modules/app']);
});

test('settings by package stay for those that stay', () => {
  const { manifest } = cut({
    names: ['app'],
    manifest: {
      name: 'acme',
      version: '2.0.0',
      scripts: { test: 'jest' },
      dependencies: { app: '1.0.0' },
      overrides: { 'app@1': '1.0.1', tool: '3' },
      allowScripts: { app: false, tool: true },
    },
    packages: { 'node_modules/app': {}, 'node_modules/tool': {} },
  });
  expect(manifest).toEqual({
    name: 'acme',
    private: true,
    dependencies: { app: '1.0.0' },
    overrides: { 'app@1': '1.0.1' },
    allowScripts: { app: false },
  });
});

test.each<[string, Partial<Workspace>, string]>([
  ['a package that nobody declares', { names: ['gone'] }, 'package.json lacks: gone'],
  [
    'a lock that lacks one',
    { packages: { 'node_modules/app': { dependencies: { b: '1' } } } },
    'lacks b, which',
  ],
])('%s is told', (_, change, message) => {
  const { stderr } = cut({ names: ['app'], packages: { 'node_modules/app': {} }, ...change });
  expect(stderr).toContain(message);
});

test('this workspace, cut: npm takes it, and to cut it again changes nothing', () => {
  const cutOnce = join(folder, 'once');
  execFileSync(process.execPath, [PROGRAM, ROOT, cutOnce]);
  const npm = ['ci', '--ignore-scripts', '--dry-run', '--offline', '--no-audit'];
  expect(spawnSync('npm', npm, { cwd: cutOnce, encoding: 'utf8' })).toMatchObject({ status: 0 });
  expect(readFileSync(join(cutOnce, 'package-lock.json'), 'utf8')).not.toContain('node_modules/nx"');

  mkdirSync(join(cutOnce, 'apps/web'), { recursive: true });
  copyFileSync(join(__dirname, 'project.json'), join(cutOnce, 'apps/web/project.json'));
  run(cutOnce, 'twice');
  for (const file of ['package.json', 'package-lock.json'])
    expect(readFileSync(join(folder, 'twice', file), 'utf8')).toBe(readFileSync(join(cutOnce, file), 'utf8'));
});
