/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** @default none, for a figure that others are compared with */
  readonly target?: { readonly text: string; readonly met: boolean };
}

export interface Report {
  readonly machine: string;
  readonly date: Date;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** The page `docs/benchmarks.md`. */
export function benchmarksPage({ machine, date, rounds, rows }: Report): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Every command is timed as a whole process, all of them in turn; times are medians of',
    `${rounds} runs, memory is the largest of them. The reference is the cdktf command line with ts-node, as its`,
    'TypeScript template sets it up, on the same stack.',
    '',
    `${date.toISOString().slice(0, 10)}, ${machine}`,
    '',
    '| what | measured | target | |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ what, measured, target }) =>
      target
        ? `| ${what} | ${measured} | ${target.text} | ${target.met ? 'met' : 'missed'} |`
        : `| ${what} | ${measured} | | |`,
    ),
    '',
  ].join('\n');
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

export function megabytes(value: number): string {
  return `${Math.round(value)} MB`;
}

/** A row whose measured value must not exceed a limit. */
export function atMost(what: string, value: number, limit: number, format: (value: number) => string): Row {
  return { what, measured: format(value), target: { text: `at most ${format(limit)}`, met: value <= limit } };
}

export function atLeast(what: string, value: number, limit: number, format: (value: number) => string): Row {
  return {
    what,
    measured: format(value),
    target: { text: `at least ${format(limit)}`, met: value >= limit },
  };
}
