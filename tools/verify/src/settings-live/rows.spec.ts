import { SETTINGS } from '../settings';
import { BASES } from './bases';
import { nameOf } from './page';
import { liveRows, valueAt, valueWords } from './rows';

const rows = liveRows();

test('every setting is changed, to each of its values', () => {
  for (const [setting, values] of Object.entries(SETTINGS)) {
    const here = rows.filter((row) => row.setting === setting);
    for (const value of values) {
      const to = valueWords(value);
      expect(here.map(({ change }) => change)).toContainEqual(expect.stringContaining(to));
    }
  }
});

test('no two rows have one name', () => {
  expect(new Set(rows.map(nameOf)).size).toBe(rows.length);
});

test.each(rows)('$setting, $change: is another than before', ({ setting, base, before, to }) => {
  const start = before.at(-1) ?? BASES[base];
  expect(valueAt(to, setting)).not.toEqual(valueAt(start, setting));
});

test('what goes with a setting goes with it, and only there', () => {
  const [onStart] = rows.filter(({ setting }) => setting === 'services.web.migrate');
  expect(onStart?.to.services?.['web']).toEqual({ migrate: 'on-start', release: undefined });
  expect(onStart?.change).toBe(
    "default → `'on-start'`, and `services.web.release` `['node', 'migrate.js']` → default",
  );
});

test.each([
  [undefined, 'default'],
  ['a', "`'a'`"],
  [false, '`false`'],
  [['a', 2], "`['a', 2]`"],
  [{ a: { 'b.c': 'd' }, gone: undefined }, "`{ a: { 'b.c': 'd' } }`"],
])('%j is written as in environment.ts', (value, words) => {
  expect(valueWords(value)).toBe(words);
});
