import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const COPIED = [
  'nx.json',
  'package.json',
  'package-lock.json',
  'tools/nx',
  'tools/synth/bin',
  'tools/synth/load',
];
const OUTPUT = 'cdktf.out/shop/stacks/shop/cdk.tf.json';

let workspace: string;

/** A workspace with our plugin and stand-in libraries, small enough to be synthesized a few times. */
beforeAll(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'nx-')));
  cpSync(join(ROOT, 'tools/synth/fixtures/workspace'), workspace, { recursive: true });
  for (const path of COPIED) cpSync(join(ROOT, path), join(workspace, path), { recursive: true });
  // It names projects that this workspace does not have.
  rmSync(join(workspace, 'tools/nx/project.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
  for (const project of ['environments/shop', 'libs/core', 'libs/platform', 'libs/data']) {
    write(`${project}/project.json`, JSON.stringify({ name: project.replace(/^.*\//, '') }));
  }
  write('libs/data/src/index.ts', 'export {};');
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

function append(path: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  appendFileSync(join(workspace, path), '\n// changed\n');
}

/** Whether `nx run shop:synth` took its result from the cache. */
function synthIsCached(): boolean {
  const said = execFileSync(process.execPath, ['node_modules/.bin/nx', 'run', 'shop:synth'], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_WORKSPACE_ROOT_PATH: workspace,
    },
  });
  return /\[(local cache|existing outputs match the cache[^\]]*)\]/.test(said);
}

describe('the cache of synth', () => {
  it('is missed at first, then hit, and brings the output back', () => {
    expect(synthIsCached()).toBe(false);
    rmSync(join(workspace, 'cdktf.out'), { recursive: true });

    expect(synthIsCached()).toBe(true);
    expect(JSON.parse(readFileSync(join(workspace, OUTPUT), 'utf8'))).toEqual({ size: 1 });
  });

  it('is hit whatever changes in documents, specs, other environments and libraries that are not used', () => {
    append('libs/platform/README.md');
    append('libs/platform/src/platform.spec.ts');
    append('environments/blog/environment.ts');
    append('libs/data/src/index.ts');
    append('docs/guide.md');

    expect(synthIsCached()).toBe(true);
  });

  it.each([
    ['a library of the environment', 'libs/platform/src/index.ts'],
    ['a library that only a library uses', 'libs/core/src/index.ts'],
    ['the environment itself', 'environments/shop/environment.ts'],
    ['the loader', 'tools/synth/load/compile.mjs'],
  ])('is missed when %s changes', (_, path) => {
    append(path);

    expect(synthIsCached()).toBe(false);
  });
});
