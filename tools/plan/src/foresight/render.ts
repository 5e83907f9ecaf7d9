import pc from 'picocolors';
import type { RenderOptions } from '../render';
import { wrap } from '../wrap';
import type { Foreseen } from './foreseen';

/** What stands above each kind of what is foreseen, worst first. */
export const FORESEEN_HEADS: readonly { readonly effect: Foreseen['effect']; readonly head: string }[] = [
  { effect: 'refused', head: 'THIS WOULD GO WRONG' },
  { effect: 'interrupts', head: 'WHAT STOPS FOR A WHILE' },
  { effect: 'acts', head: 'What holds for running tasks at once' },
  { effect: 'waits', head: 'What comes later' },
];

/** What a person has to know beside the list of changes, worst first; empty where there is nothing. */
export function renderForeseen(foreseen: readonly Foreseen[], { color, columns }: RenderOptions): string {
  const colors = pc.createColors(color);
  return FORESEEN_HEADS.flatMap(({ effect, head }) => {
    const here = foreseen.filter((one) => one.effect === effect);
    if (here.length === 0) return [];
    const paint = effect === 'refused' ? colors.red : colors.yellow;
    const lines = here.flatMap(({ address, text }) => [
      `  ${address}`,
      ...text.split('\n').flatMap((line) => shown(line, columns)),
    ]);
    return [[colors.bold(paint(head)), ...lines.map((line) => paint(line))].join('\n')];
  }).join('\n\n');
}

/** A command stays whole, so that it can be copied. */
function shown(line: string, columns: number): readonly string[] {
  return line.startsWith('  ') ? [`      ${line}`] : wrap(`      ${line}`, '      ', columns);
}

/** The message of a deploy that is not begun, as it could not be finished. */
export function impossibility(refused: readonly Foreseen[]): string {
  const what = refused.length === 1 ? 'one of these changes' : `${refused.length} of these changes`;
  return [
    `Refused: ${what} would go wrong in the middle of the deploy. Nothing was changed.`,
    ...refused.map(({ address, text }) => `  ${address}: ${text}`),
  ].join('\n');
}
