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
  readonly app: readonly Row[];
  readonly releases: readonly Row[];
}

/** The page `docs/benchmarks.md`. */
export function benchmarksPage({ machine, date, rounds, rows, app, releases }: Report): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Every command is timed as a whole process, all of them in turn; times are medians of',
    `${rounds} runs, memory is the largest of them. The reference is the cdktf command line with ts-node, as its`,
    'TypeScript template sets it up, on the same stack.',
    '',
    `${date.toISOString().slice(0, 10)}, ${machine}`,
    '',
    ...table(rows),
    '',
    '## The app',
    '',
    'Built in a copy of the workspace, in turn with a bare Next.js app (one page, Knex imported) that finds the same',
    'packages; started from what the builds left. Memory is what the process holds after 20 pages and a minute of rest.',
    '',
    ...table(app),
    '',
    '## Releases',
    '',
    'Once each, one after the other, on an embedded cloud of their own: a service of 2 tasks whose app listens a second',
    'after its start, checked every 5 s and drained for 10 s. Every verb is a process of its own, timed from its start to',
    'its end; the peer does in the same environment what `aws ecs update-service` and `aws ecs wait services-stable` do.',
    '',
    ...table(releases),
    '',
  ].join('\n');
}

export function table(rows: readonly Row[]): readonly string[] {
  return [
    '| what | measured | target | |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ what, measured, target }) =>
      target
        ? `| ${what} | ${measured} | ${target.text} | ${target.met ? 'met' : 'missed'} |`
        : `| ${what} | ${measured} | | |`,
    ),
  ];
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
