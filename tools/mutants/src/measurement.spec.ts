import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import { measurementOf } from './measurement';

const TEXT = 'const a = 1;\nif (a > 1) {\n  stop();\n}\n';

function mutant(status: MutantStatus, place: Partial<MutantResult> = {}): MutantResult {
  return {
    id: '1',
    fileName: '/w/tools/plan/src/b.ts',
    mutatorName: 'ConditionalExpression',
    replacement: 'true',
    location: { start: { line: 2, column: 5 }, end: { line: 2, column: 10 } },
    status,
    ...place,
  };
}

function measured(...mutants: MutantResult[]) {
  return measurementOf({
    target: 'tools/plan',
    date: new Date('2026-11-28T23:59:00Z'),
    seconds: 12.4,
    mutants,
    read: () => TEXT,
    shorten: (file) => file.replace('/w/', ''),
  });
}

describe('measurementOf', () => {
  it('scores what was noticed among all that could be', () => {
    const { survivors: _, ...rest } = measured(
      ...(['Killed', 'Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'NoCoverage'] as const).map(
        (status) => mutant(status),
      ),
      ...(['Ignored', 'RuntimeError', 'CompileError'] as const).map((status) => mutant(status)),
    );
    expect(rest).toEqual({
      target: 'tools/plan',
      date: '2026-11-28',
      score: (100 * 4) / 7,
      killed: 3,
      timedOut: 1,
      survived: 1,
      uncovered: 2,
      static: 1,
      broken: 2,
      seconds: 12,
    });
  });

  it('has no score where nothing was to change', () => {
    expect(measured(mutant('Ignored')).score).toBeUndefined();
  });

  it('shows what a survivor changed', () => {
    expect(measured(mutant('Killed'), mutant('NoCoverage')).survivors).toEqual([
      {
        file: 'tools/plan/src/b.ts',
        line: 2,
        column: 5,
        mutator: 'ConditionalExpression',
        original: 'a > 1',
        replacement: 'true',
        covered: false,
      },
    ]);
  });

  it('shows a change of several lines', () => {
    const location = { start: { line: 2, column: 12 }, end: { line: 4, column: 2 } };
    const [survivor] = measured(mutant('Survived', { location, replacement: '{}' })).survivors;
    expect(survivor).toMatchObject({ original: '{\n  stop();\n}', replacement: '{}', covered: true });
  });

  it('lists survivors by place, whatever order they came in', () => {
    const at = (line: number, column: number) => ({
      location: { start: { line, column }, end: { line, column: column + 1 } },
    });
    const { survivors } = measured(
      mutant('Survived', { ...at(2, 5), replacement: 'true' }),
      mutant('Survived', { ...at(2, 5), replacement: 'false' }),
      mutant('Survived', { ...at(2, 5), mutatorName: 'Arrow' }),
      mutant('Survived', at(2, 1)),
      mutant('NoCoverage', at(1, 9)),
      mutant('Survived', { ...at(3, 3), fileName: '/w/tools/plan/src/a.ts' }),
    );
    const places = survivors.map(({ file, line, column, mutator, replacement }) =>
      [file, line, column, mutator, replacement].join(' '),
    );
    expect(places).toEqual([
      'tools/plan/src/a.ts 3 3 ConditionalExpression true',
      'tools/plan/src/b.ts 1 9 ConditionalExpression true',
      'tools/plan/src/b.ts 2 1 ConditionalExpression true',
      'tools/plan/src/b.ts 2 5 Arrow true',
      'tools/plan/src/b.ts 2 5 ConditionalExpression false',
      'tools/plan/src/b.ts 2 5 ConditionalExpression true',
    ]);
  });
});
