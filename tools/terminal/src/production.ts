import type { Environment } from '@slipway/core';
import type { Consent } from './confirm';
import { Failure } from './failure';

/**
 * Nobody lands in production by a mistyped name: who works there by hand says so, by the flag or by typing the name.
 *
 * @param what `opens a shell`
 * @throws Failure `notConfirmed`
 */
export async function consentToProduction(
  { name, tier }: Pick<Environment, 'name' | 'tier'>,
  what: string,
  { yes = false, output, prompt }: Consent,
): Promise<void> {
  if (tier !== 'production' || yes) return;
  if (!output.interactive) {
    throw new Failure(
      'notConfirmed',
      `"${name}" is production, and this ${what} there. Nothing was done.\nSay that you mean it with --yes-production.`,
    );
  }
  const typed = await prompt.text(`"${name}" is production, and this ${what} there. Type its name to go on:`);
  if (typed !== name) throw new Failure('notConfirmed', 'Not confirmed. Nothing was done.');
}
