import type { Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terraform';

export interface ProductionConsent {
  /** Given on the command line. @default not */
  readonly yes?: boolean;
  /** Somebody sits at a terminal and can answer. */
  readonly interactive: boolean;
  /** Asks for a text. */
  readonly ask: (question: string) => Promise<string>;
}

/**
 * Nobody lands in production by a mistyped name: who works there by hand says so, by the flag or by typing the name.
 *
 * @param what `opens a shell`
 * @throws Failure `notConfirmed`
 */
export async function consentToProduction(
  { name, tier }: Pick<Environment, 'name' | 'tier'>,
  what: string,
  { yes = false, interactive, ask }: ProductionConsent,
): Promise<void> {
  if (tier !== 'production' || yes) return;
  if (!interactive) {
    throw new Failure(
      'notConfirmed',
      `"${name}" is production, and this ${what} there. Nothing was done.\nSay that you mean it with --yes-production.`,
    );
  }
  const typed = await ask(`"${name}" is production, and this ${what} there. Type its name to go on:`);
  if (typed !== name) throw new Failure('notConfirmed', 'Not confirmed. Nothing was done.');
}
