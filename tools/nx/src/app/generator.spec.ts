import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { readDockerfile } from '@slipway/tool-image';
import generate, { NODE_IMAGE } from './generator';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  app({ scripts: { start: 'node dist/main.js' } });
});

function app(content: object): void {
  tree.write('apps/api/package.json', JSON.stringify(content));
  tree.write('apps/api/package-lock.json', '{}');
}

async function facts() {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-generated-'));
  try {
    writeFileSync(join(folder, 'Dockerfile'), tree.read('apps/api/Dockerfile', 'utf-8') ?? '');
    return await readDockerfile(join(folder, 'Dockerfile'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('writes a Dockerfile that starts what npm starts, as nobody, from the image of the sample app', async () => {
  generate(tree, { name: 'api' });

  expect(await facts()).toMatchObject({
    command: ['node', 'dist/main.js'],
    environment: { NODE_ENV: 'production', PORT: '3000' },
    labels: {},
    folder: '/app',
  });
  const text = tree.read('apps/api/Dockerfile', 'utf-8');
  expect(text).toContain('\nUSER 1000:1000\n');
  expect(text).toContain(`\nARG NODE_IMAGE=${NODE_IMAGE}\n`);
  expect(readFileSync(resolve(__dirname, '../../../../apps/web/Dockerfile'), 'utf8')).toContain(NODE_IMAGE);
  expect(tree.read('apps/api/.dockerignore', 'utf-8')).toBe('.git\n.env*\nnode_modules\n');
});

it('of Next.js it says where the files for browsers are', async () => {
  app({ scripts: { start: 'next start' }, dependencies: { next: '16.4.6' } });
  generate(tree, { name: 'api' });

  expect(await facts()).toMatchObject({
    command: ['node_modules/.bin/next', 'start'],
    environment: { NEXT_TELEMETRY_DISABLED: '1' },
    labels: { 'slipway.assets': '/app/.next/static' },
  });
  expect(tree.read('apps/api/.dockerignore', 'utf-8')).toContain('.next\n');
});

it('keeps the .dockerignore that is there', () => {
  tree.write('apps/api/.dockerignore', 'mine');
  generate(tree, { name: 'api' });
  expect(tree.read('apps/api/.dockerignore', 'utf-8')).toBe('mine');
});

it.each<[string, () => void, string, RegExp]>([
  [
    'a folder that is not there',
    () => undefined,
    'apii',
    /^There is no folder apps\/apii\..*Did you mean api\?$/,
  ],
  [
    'a Dockerfile that is there',
    () => tree.write('apps/api/Dockerfile', ''),
    'api',
    /has a Dockerfile already/,
  ],
  [
    'no lock',
    () => tree.delete('apps/api/package-lock.json'),
    'api',
    /has no package-lock\.json.*npm install in apps\/api/,
  ],
  [
    'another language',
    () => tree.write('apps/py/main.py', ''),
    'py',
    /no package\.json and no package-lock\.json.*by hand/,
  ],
  ['no start', () => app({}), 'api', /has no script "start"/],
  [
    'a start that takes a shell',
    () => app({ scripts: { start: 'A=b node x.js' } }),
    'api',
    /takes a shell: A=b node x\.js/,
  ],
])('%s is refused in words, and nothing is changed', (_, given, name, words) => {
  given();
  const before = tree.listChanges().length;
  expect(() => generate(tree, { name })).toThrow(words);
  expect(() => generate(tree, { name })).toThrow('Nothing was changed.');
  expect(tree.listChanges()).toHaveLength(before);
});
