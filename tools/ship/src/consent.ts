import type { Environment } from '@slipway/core';
import { assertAnswerable, type Consent } from '@slipway/tool-terminal';

/**
 * Fails before anything is read where nobody could answer the question at the end.
 *
 * @param line what to type to do it unseen, after `npx slipway`
 * @throws Failure `notConfirmed`
 */
export function assertLineAnswerable(
  environment: Environment,
  line: string,
  consent: Pick<Consent, 'yes' | 'output'>,
): void {
  assertAnswerable(
    environment,
    `Nobody is at a terminal to confirm this. Nothing was changed. To go on without a question: npx slipway ${line} -y`,
    consent,
  );
}
