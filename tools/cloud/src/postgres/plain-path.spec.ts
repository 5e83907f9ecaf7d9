import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPlainPath } from './plain-path';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'slipway-plain-'))));
afterEach(() => rmSync(root, { recursive: true }));

function binariesIn(name: string) {
  const bin = join(root, name, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const program of ['initdb', 'postgres']) writeFileSync(join(bin, program), program);
  return { version: '17.0', initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

it.each(['pay$roll', 'a`b', 'a"b', 'a\\b'])('programs below %s are copied for the while', async (name) => {
  const binaries = binariesIn(name);
  const used = await withPlainPath(binaries, async (plain) => {
    expect(plain.initdb).not.toContain(name);
    expect(readFileSync(plain.postgres, 'utf8')).toBe('postgres');
    return plain;
  });

  expect(existsSync(used.initdb)).toBe(false);
  expect(existsSync(binaries.initdb)).toBe(true);
});

it.each(['plain', 'with blanks', "it's"])('programs below %s are used where they are', async (name) => {
  const binaries = binariesIn(name);

  expect(await withPlainPath(binaries, async (used) => used)).toBe(binaries);
});

it('says what to do where there is no plain path', async () => {
  const work = withPlainPath(binariesIn('a$b'), async () => 'made', join(root, 'c$d'));

  await expect(work).rejects.toThrow('Set TMPDIR');
});

it('the copy goes also when the work fails', async () => {
  let copy = '';
  const work = withPlainPath(binariesIn('a$b'), async ({ initdb }) => {
    copy = initdb;
    throw new Error('no');
  });

  await expect(work).rejects.toThrow('no');
  expect(existsSync(copy)).toBe(false);
});
