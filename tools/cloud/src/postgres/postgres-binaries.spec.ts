import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries, postgresPackage } from './postgres-binaries';

const directory = mkdtempSync(join(tmpdir(), 'slipway-binaries-'));

afterAll(() => rmSync(directory, { recursive: true }));

/** As npm unpacks it: no symbolic links. */
function samplePackage(): string {
  const root = join(directory, 'package');
  mkdirSync(join(root, 'native', 'lib'), { recursive: true });
  mkdirSync(join(root, 'native', 'bin'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ version: '17.1.0' }));
  writeFileSync(join(root, 'native', 'bin', 'postgres'), '#!/bin/sh\necho ran\n', { mode: 0o755 });
  writeFileSync(join(root, 'native', 'lib', 'libpq.so.5.17'), 'library');
  writeFileSync(join(root, 'native', 'lib', 'libpq.a'), 'not needed');
  const links = [{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  return root;
}

test('the copy has the links that npm cannot carry, also when many ask at once', async () => {
  const source = samplePackage();
  const copies = join(directory, 'copies');
  const [one, ...others] = await Promise.all([1, 2, 3].map(() => postgresBinaries(copies, source)));
  for (const same of others) expect(same).toEqual(one);
  expect(readdirSync(copies)).toEqual(['postgresql-17.1.0-rds']);
  const library = join(copies, 'postgresql-17.1.0-rds', 'lib');
  expect(readFileSync(join(library, 'libpq.so.5'), 'utf8')).toBe('library');
  expect(existsSync(join(library, 'libpq.a'))).toBe(false);
  expect(execFileSync(one!.postgres, { encoding: 'utf8' })).toBe('ran\n');
});

test('a workspace without the package is told what to do', () => {
  expect(() => postgresPackage(directory)).toThrow(/optional dependency: run "npm ci"/);
});
