import type { Output } from '@slipway/tool-terminal';

/** How lines are to look to whoever reads them. */
export interface Look extends Pick<Output, 'color'>, Partial<Pick<Output, 'interactive' | 'columns'>> {}

/** Characters that fit on a line. A pipe takes all, as whatever reads it may want all. */
export function lineWidth({ interactive = false, columns = Infinity }: Look): number {
  return interactive ? columns : Infinity;
}
