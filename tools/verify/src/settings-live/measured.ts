import { EXIT_CODES } from '@slipway/tool-terminal';
import type { LoadResult } from '@slipway/tool-rehearse';
import type { Said } from './said';

/** What came of one change under load. */
export interface Measured {
  /** Exit code of the deploy. */
  readonly code: number;
  /** Everything that it printed. */
  readonly text: string;
  readonly said: Said;
  readonly load: Pick<LoadResult, 'requests' | 'failures'>;
}

/** How a change is to be taken by whoever makes it. */
export type Verdict =
  /** Nothing was changed, and the deploy said why. */
  | 'refused'
  /** No request failed. */
  | 'unnoticed'
  /** No request failed; the release that the deploy made was refused or went back. */
  | 'not released'
  /** Requests failed, as the plan had said. */
  | 'announced'
  /** Requests failed, and nothing had been said: a fault. */
  | 'unannounced'
  /** The deploy or its release failed on the way: a fault, whatever users noticed. */
  | 'broken';

/** What every refusal says, so that nobody has to wonder what it left behind. */
const UNTOUCHED = /Nothing was (?:changed|planned|synthesized|deployed)/;

/** Exit code of a file that is wrong: nothing was even synthesized. */
const USAGE = EXIT_CODES.usage;

/** Exit codes of a release that left what was live before it, while the deploy before it was carried out. */
const NOT_RELEASED: readonly number[] = [EXIT_CODES.releaseFailed, EXIT_CODES.refused];

export function verdictOf({ code, text, said, load }: Measured): Verdict {
  const failed = failedIn(load) > 0;
  const refused = isRefused({ code, text });
  if (code !== 0 && !refused && !(NOT_RELEASED.includes(code) && isDeployed(text))) return 'broken';
  if (failed)
    return !refused && said.foreseen.some(({ effect }) => effect === 'interrupts')
      ? 'announced'
      : 'unannounced';
  if (refused) return 'refused';
  return code === 0 ? 'unnoticed' : 'not released';
}

/** Nothing was changed. */
export function isRefused({ code, text }: Pick<Measured, 'code' | 'text'>): boolean {
  return code !== 0 && (code === USAGE || (UNTOUCHED.test(text) && !isDeployed(text)));
}

/** Terraform's part of the deploy was carried out, or there was nothing for it to do. */
function isDeployed(text: string): boolean {
  return /^\W*".*" is deployed\.|^No changes: /m.test(text);
}

export function failedIn({ failures }: Measured['load']): number {
  return Object.values(failures).reduce((sum, count) => sum + count, 0);
}

export const FAULTS: readonly Verdict[] = ['unannounced', 'broken'];
