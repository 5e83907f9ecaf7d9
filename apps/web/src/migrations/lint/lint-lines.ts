import type { DryRun } from './dry-run';

/** A migration each, with its steps below one another. */
export function lintLines(runs: readonly DryRun[]): string[] {
  const width = Math.max(0, ...runs.map(({ name }) => name.length));
  return runs.flatMap((run) =>
    findings(run).map((finding, index) => `${(index === 0 ? run.name : '').padEnd(width)}  ${finding}`),
  );
}

function findings({ destructive, failure }: DryRun): readonly string[] {
  const unknown = failure ? [`cannot be read further without a database: ${failure}`] : [];
  const all = [...destructive, ...unknown];
  return all.length > 0 ? all : ['takes nothing away'];
}
