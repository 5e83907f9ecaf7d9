import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { WorkspaceCopy } from './workspace-copy';

const ROOT = resolve(__dirname, '../../..');

let copy: WorkspaceCopy;

beforeAll(() => {
  copy = new WorkspaceCopy(ROOT);
});

afterAll(() => copy.remove());

/** Where Node finds a package from within the copy. */
function resolved(request: string): string {
  return createRequire(join(copy.root, 'apps/web/build.mjs')).resolve(request);
}

test.each(['next/package.json', 'react/package.json', 'pg/package.json'])(
  'the app finds %s below the root of the copy, as bundlers want it',
  (request) => {
    expect(realpathSync(resolved(request)).startsWith(join(copy.root, 'node_modules'))).toBe(true);
  },
);

test('its files take no space: they are those of the original', () => {
  const name = 'node_modules/next/package.json';
  expect(statSync(join(copy.root, name)).ino).toBe(statSync(join(ROOT, name)).ino);
});

test('all other packages are links to the original', () => {
  expect(lstatSync(join(copy.root, 'node_modules/nx')).isSymbolicLink()).toBe(true);
  expect(lstatSync(join(copy.root, 'node_modules/@nx/js')).isSymbolicLink()).toBe(true);
  expect(realpathSync(resolved('nx/package.json'))).toBe(
    realpathSync(join(ROOT, 'node_modules/nx/package.json')),
  );
});

test('of an earlier build in the original nothing comes along but what makes the next one quick', () => {
  const left = join(copy.root, 'apps/web/.next');
  expect(existsSync(left) ? readdirSync(left) : []).toEqual(
    existsSync(join(ROOT, 'apps/web/.next/cache')) ? ['cache'] : [],
  );
});

test('edits of the copy leave the original alone, and can be taken back', () => {
  const file = 'environments/staging/environment.ts';
  const before = readFileSync(join(ROOT, file), 'utf8');
  const undo = copy.edit(file, 'staging', 'elsewhere');
  expect(readFileSync(join(copy.root, file), 'utf8')).not.toBe(before);
  expect(readFileSync(join(ROOT, file), 'utf8')).toBe(before);
  undo();
  expect(readFileSync(join(copy.root, file), 'utf8')).toBe(before);
});

describe('what is committed of some paths', () => {
  const PATHS = ['environments', 'package-lock.json', 'not-there'];

  test('is the same as long as they are the same', () => {
    copy.commit('before');
    const before = copy.committed(PATHS);
    const takeBack = copy.edit('apps/web/src/app/page.tsx', 'Guest book', 'Visitors');
    copy.commit('another place');
    expect(copy.committed(PATHS)).toBe(before);
    expect(before).toContain('environments');
    takeBack();
  });

  test('is another when one of their files is', () => {
    copy.commit('before');
    const before = copy.committed(PATHS);
    const takeBack = copy.edit('environments/staging/environment.ts', 'staging', 'stage');
    copy.commit('there');
    expect(copy.committed(PATHS)).not.toBe(before);
    takeBack();
  });
});
