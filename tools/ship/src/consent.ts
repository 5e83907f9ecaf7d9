import type { Environment } from '@slipway/core';
import { assertAnswerable, npxSlipway, type Consent } from '@slipway/tool-terminal';

/**
 * Fails before anything is read where nobody could answer the question at the end.
 *
 * @param line what was typed: the verb and its words
 * @throws Failure `notConfirmed`
 */
export function assertLineAnswerable(
  environment: Environment,
  line: readonly [verb: string, ...words: readonly string[]],
  consent: Pick<Consent, 'yes' | 'output'>,
): void {
  assertAnswerable(
    environment,
    `Nobody is at a terminal to confirm this. Nothing was changed. To go on without a question: ${npxSlipway(...line, '-y')}`,
    consent,
  );
}
