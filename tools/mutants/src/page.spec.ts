import type { Measurement } from './measurement';
import { targetsOf, withRow } from './page';

const HEAD = ['# Mutants', '', '| folder | score |', '| --- | --- |'];
const TAIL = ['', '## Survivors', '', '| tools/plan | is named here too |', ''];
const PLAN: Measurement = {
  target: 'tools/plan',
  date: '2026-11-28',
  score: 90,
  killed: 80,
  timedOut: 2,
  survived: 9,
  uncovered: 3,
  static: 12,
  broken: 1,
  seconds: 59,
  survivors: [],
};
const ROW = '| tools/plan | 90.0 % | 80 | 2 | 9 | 3 | 12 | 2026-11-28 |';
const page = (...rows: string[]) => [...HEAD, ...rows, ...TAIL].join('\n');

describe('withRow', () => {
  it('replaces the row of the folder', () => {
    expect(withRow(page('| libs/core | |', '| tools/plan | |', '| tools/planner | |'), PLAN)).toBe(
      page('| libs/core | |', ROW, '| tools/planner | |'),
    );
  });

  it('adds a row for a folder that has none', () => {
    expect(withRow(page('| libs/core | |'), PLAN)).toBe(page('| libs/core | |', ROW));
  });

  it('writes nothing where there is no table', () => {
    expect(() => withRow('# Mutants\n', PLAN)).toThrow(/no table: nothing was written/);
  });
});

describe('targetsOf', () => {
  it('reads the folders of the table, and of no other', () => {
    expect(targetsOf(page('| libs/core | |', '| tools/release | 80.0 % |'))).toEqual([
      'libs/core',
      'tools/release',
    ]);
  });
});
