import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOpenToAll, nobody, sweepHomes } from './postgres-home';

const directory = mkdtempSync(join(tmpdir(), 'slipway-home-'));

afterAll(() => rmSync(directory, { recursive: true }));

test('a directory is open only when each folder on the way is', () => {
  const inner = join(directory, 'inner');
  mkdirSync(inner, { mode: 0o755 });
  expect(isOpenToAll(inner)).toBe(false);
  chmodSync(directory, 0o711);
  expect(isOpenToAll(inner)).toBe(true);
  chmodSync(inner, 0o700);
  expect(isOpenToAll(inner)).toBe(false);
});

test('finds the user who is nobody', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/:/usr/sbin/nologin\n';
  expect(nobody(passwd)).toEqual({ uid: 65534, gid: 65533 });
  expect(() => nobody('root:x:0:0:root:/root:/bin/bash\n')).toThrow('as an ordinary user');
});

test('what a removed directory left is swept, all else stays', async () => {
  const shared = join(directory, 'shared');
  const make = (name: string, owner?: string) => {
    mkdirSync(join(shared, name, 'servers'), { recursive: true });
    if (owner) writeFileSync(join(shared, name, 'owner'), owner);
  };
  make('gone', join(directory, 'no-more'));
  make('kept', directory);
  make('postgresql-17');
  await sweepHomes(shared);
  expect(['gone', 'kept', 'postgresql-17'].map((name) => existsSync(join(shared, name)))).toEqual([
    false,
    true,
    true,
  ]);
});
