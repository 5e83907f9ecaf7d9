import type { Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terraform';
import type { ShipOptions } from './options';

/** A disposable environment is never asked about. */
function mustAsk({ tier }: Environment, { yes = false }: Pick<ShipOptions, 'yes'>): boolean {
  return tier !== 'disposable' && !yes;
}

/**
 * Fails early where the question at the end could not be answered.
 *
 * @param line what to type to do it unseen, after `npx slipway`
 * @throws Failure `notConfirmed`
 */
export function assertAnswerable(
  environment: Environment,
  line: string,
  { yes, output }: Pick<ShipOptions, 'yes' | 'output'>,
): void {
  if (!mustAsk(environment, { yes }) || output.interactive) return;
  throw new Failure(
    'notConfirmed',
    `Nobody is at a terminal to confirm this. Nothing was changed. Take it unseen with: npx slipway ${line} -y`,
  );
}

/** @throws Failure `notConfirmed` when the answer is not a clear yes */
export async function confirm(
  environment: Environment,
  question: string,
  options: ShipOptions,
): Promise<void> {
  if (!mustAsk(environment, options)) return;
  if (!(await options.prompt.confirm(question))) {
    throw new Failure('notConfirmed', 'Not confirmed. Nothing was changed.');
  }
}
