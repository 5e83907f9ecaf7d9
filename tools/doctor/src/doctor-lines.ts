import { type Output, type Palette, palette } from '@slipway/tool-terminal';
import type { Diagnosis } from './doctor';
import type { Checked, FindingState } from './finding';

const MARKS: { readonly [state in Checked['state']]: string } = {
  good: '✓',
  advice: '!',
  bad: '✗',
  skipped: '-',
};

type Looked = Checked & { readonly state: FindingState };

function wasLooked(checked: Checked): checked is Looked {
  return checked.state !== 'skipped';
}

/** `slipway doctor`: a line for each check, below it what fixes it, and a sum. */
export function doctorLines(
  { environment, machine, place, count }: Diagnosis,
  look: Pick<Output, 'color'>,
): string[] {
  const colors = palette(look);
  const width = Math.max(...[...machine, ...place].filter(wasLooked).map(({ name }) => name.length), 0);
  const lines = (checks: readonly Checked[]) => [
    ...checks.filter(wasLooked).flatMap((checked) => linesOf(checked, width, colors)),
    ...skippedLines(checks, colors),
  ];
  return [
    colors.bold('this machine'),
    ...lines(machine),
    ...(environment === undefined ? [] : ['', colors.bold(environment), ...lines(place)]),
    '',
    summary(count),
  ];
}

function linesOf({ name, state, found, fix }: Looked, width: number, colors: Palette): string[] {
  const color = { good: colors.green, advice: colors.yellow, bad: colors.red }[state];
  const indent = ' '.repeat(width + 6);
  return [
    `  ${color(MARKS[state])} ${name.padEnd(width)}  ${found}`,
    ...(fix === undefined ? [] : fix.split('\n').map((line) => (indent + line).trimEnd())),
  ];
}

/** One line for all of them: a list of what was not done would bury what is to be done. */
function skippedLines(checks: readonly Checked[], { dim }: Palette): string[] {
  const names = checks.filter(({ state }) => state === 'skipped').map(({ name }) => name);
  return names.length > 0
    ? [dim(`  ${MARKS.skipped} not checked until that is fixed: ${names.join(', ')}`)]
    : [];
}

function summary({ good, advice, bad, skipped }: Diagnosis['count']): string {
  const rest = [
    ...(advice > 0 ? [`${advice} to consider (!)`] : []),
    ...(bad > 0 ? [`${bad} to fix (✗)`] : []),
    ...(skipped > 0 ? [`${skipped} not checked (-)`] : []),
  ];
  return [
    bad > 0 ? 'Something needs a fix' : 'Everything that is needed is there',
    [`${good} good`, ...rest].join(', '),
  ].join(': ');
}
