import { nameOf, type Figures } from './page';
import { liveRows } from './rows';
import { readWords } from './words';

const rows = liveRows();
const [first, second, third] = rows;
const DONE: Figures = { arrives: 'deploy', requests: '300', failed: '0', said: '', measured: '2026-11-28' };
/** The first was measured, the second was a fault, all others were never measured. */
const KEPT = new Map([
  [nameOf(first!), DONE],
  [nameOf(second!), { ...DONE, failed: '3' }],
]);
const chosen = (...args: readonly string[]) => readWords(args, rows, KEPT).rows;

test('what the page lacks, where nothing is named, and what was a fault', () => {
  expect(readWords([], rows, KEPT)).toEqual({ rows: rows.slice(1), list: false, again: false });
  expect(readWords(['--list'], rows, KEPT)).toMatchObject({ rows: rows.slice(1), list: true });
});

test('everything anew', () => {
  expect(readWords(['--again'], rows, KEPT)).toEqual({ rows, list: false, again: true });
});

test('settings that are named, measured or not, and those inside', () => {
  const settings = (...args: readonly string[]) => [
    ...new Set(chosen(...args).map(({ setting }) => setting)),
  ];
  expect(settings('domain.zone', 'bastion')).toEqual(['domain.zone', 'domain.zone.id', 'bastion']);
  expect(settings(first!.setting)).toEqual([first!.setting]);
  expect(third!.setting).not.toBe(first!.setting);
});

test.each([['nonsense'], ['services.web.scaling.m'], ['--nonsense']])(
  '%s is refused with the usage',
  (word) => {
    expect(() => chosen(word)).toThrow(/npm run settings:live/);
  },
);
