import type { Measurement } from './measurement';
import { scoreText } from './text';

/**
 * The page with this measurement's row in its table, in place of the row of the same folder if there is one.
 *
 * @throws {Error} if the page has no table
 */
export function withRow(page: string, measurement: Measurement): string {
  const lines = page.split('\n');
  const { start, end } = tableOf(lines);
  if (start === lines.length) throw new Error('docs/mutants.md has no table: nothing was written.');
  const known = lines.slice(start, end).findIndex((line) => line.startsWith(`| ${measurement.target} |`));
  if (known < 0) lines.splice(end, 0, row(measurement));
  else lines[start + known] = row(measurement);
  return lines.join('\n');
}

/** The folders of the page's table, in its order. */
export function targetsOf(page: string): string[] {
  const lines = page.split('\n');
  const { start, end } = tableOf(lines);
  return lines.slice(start, end).map((line) => line.split('|')[1]?.trim() ?? '');
}

/** The lines of the rows; both at the end if there is no table. */
function tableOf(lines: readonly string[]): { readonly start: number; readonly end: number } {
  const rule = lines.findIndex((line) => /^\|( -+ \|)+$/.test(line));
  const start = rule < 0 ? lines.length : rule + 1;
  const after = lines.findIndex((line, index) => index >= start && !line.startsWith('|'));
  return { start, end: after < 0 ? lines.length : after };
}

function row(measurement: Measurement): string {
  const { target, killed, timedOut, survived, uncovered, date } = measurement;
  const cells = [
    target,
    scoreText(measurement),
    killed,
    timedOut,
    survived,
    uncovered,
    measurement.static,
    date,
  ];
  return `| ${cells.join(' | ')} |`;
}
