import { unlistedFiles, unlistedLines } from './unlisted';

const LISTED = [{ name: '20261102-create-entries' }];

test('a file of a migration that nobody listed is named', () => {
  const files = ['20261102-create-entries.ts', '20261205-more.ts', '20261204_other.js', 'index.ts', 'lint'];
  const names = unlistedFiles(files, LISTED);

  expect(names).toEqual(['20261204_other', '20261205-more']);
  expect(unlistedLines(names)[1]).toBe('20261205-more  is never applied: index.ts does not list it');
});

test('specs, types and other files are none', () => {
  const files = [
    '20261102-create-entries.spec.ts',
    '20261102-x.d.ts',
    'migration.ts',
    'README.md',
    '20261205.sql',
  ];
  expect(unlistedFiles(files, LISTED)).toEqual([]);
});
