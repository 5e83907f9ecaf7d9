import type { Location, MutantResult, MutantStatus } from '@stryker-mutator/api/core';

/** A mutant that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** Whether a test runs through it at all. */
  readonly covered: boolean;
}

export interface Measurement {
  readonly target: string;
  /** ISO, the day only. */
  readonly date: string;
  /** Of 100; undefined if there was nothing to change. */
  readonly score?: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly uncovered: number;
  /** Run only when a module loads; not measured, not in the score. */
  readonly static: number;
  /** Nothing could run with them; not in the score. */
  readonly broken: number;
  readonly seconds: number;
  readonly survivors: readonly Survivor[];
}

export interface Run {
  readonly target: string;
  readonly date: Date;
  readonly seconds: number;
  readonly mutants: readonly MutantResult[];
  /** The text of a source file, from its absolute path. */
  readonly read: (file: string) => string;
  /** From an absolute path to one from the workspace, with `/`. */
  readonly shorten: (file: string) => string;
}

export function measurementOf({ target, date, seconds, mutants, read, shorten }: Run): Measurement {
  const count = (...statuses: MutantStatus[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timedOut] = [count('Killed'), count('Timeout')];
  const [survived, uncovered] = [count('Survived'), count('NoCoverage')];
  const valid = killed + timedOut + survived + uncovered;
  return {
    target,
    date: date.toISOString().slice(0, 10),
    ...(valid > 0 && { score: (100 * (killed + timedOut)) / valid }),
    killed,
    timedOut,
    survived,
    uncovered,
    static: count('Ignored'),
    broken: count('RuntimeError', 'CompileError'),
    seconds: Math.round(seconds),
    survivors: mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map((mutant) => survivor(mutant, shorten(mutant.fileName), read(mutant.fileName)))
      .sort(byPlace),
  };
}

function survivor(mutant: MutantResult, file: string, text: string): Survivor {
  return {
    file,
    line: mutant.location.start.line,
    column: mutant.location.start.column,
    mutator: mutant.mutatorName,
    original: cut(text, mutant.location),
    replacement: mutant.replacement ?? '',
    covered: mutant.status === 'Survived',
  };
}

/** Lines and columns of a result start at 1. */
function cut(text: string, { start, end }: Location): string {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n');
}

function byPlace(a: Survivor, b: Survivor): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.mutator, b.mutator) ||
    compare(a.replacement, b.replacement)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
