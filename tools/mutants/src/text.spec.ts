import type { Measurement } from './measurement';
import { measurementText } from './text';

const MEASUREMENT: Measurement = {
  target: 'tools/plan',
  date: '2026-11-28',
  score: 84.96,
  killed: 80,
  timedOut: 2,
  survived: 9,
  uncovered: 3,
  static: 12,
  broken: 0,
  seconds: 59,
  survivors: [],
};
const SURVIVOR = {
  file: 'tools/plan/src/unlock.ts',
  line: 75,
  column: 3,
  mutator: 'BlockStatement',
  original: '{\n  stop();\n}',
  replacement: '{}',
  covered: true,
};

describe('measurementText', () => {
  it('says the score, and does not round it up', () => {
    expect(measurementText(MEASUREMENT)).toBe(
      'tools/plan: 84.9 % (80 killed, 2 timed out, 9 survived, 3 not covered; left out: 12 static), 59 s',
    );
  });

  it('says what broke, and minutes', () => {
    expect(measurementText({ ...MEASUREMENT, broken: 7, seconds: 66 })).toContain(
      '; left out: 12 static and 7 broken), 1 min 06 s',
    );
  });

  it('says that there was nothing to change', () => {
    expect(measurementText({ ...MEASUREMENT, score: undefined })).toMatch(
      /^tools\/plan: nothing to change \(/,
    );
  });

  it('has a line for each survivor', () => {
    const long = {
      ...SURVIVOR,
      line: 80,
      original: 'x'.repeat(81),
      replacement: 'y'.repeat(80),
      covered: false,
    };
    const lines = measurementText({ ...MEASUREMENT, survivors: [SURVIVOR, long] }).split('\n');
    expect(lines.slice(1)).toEqual([
      'tools/plan/src/unlock.ts:75  BlockStatement  { stop(); } → {}',
      `tools/plan/src/unlock.ts:80  BlockStatement  ${'x'.repeat(80)}… → ${'y'.repeat(80)}  (no test runs it)`,
    ]);
  });
});
