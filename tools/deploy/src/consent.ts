import type { Environment } from '@slipway/core';
import { assertAnswerable, confirm, npxSlipway, type Consent } from '@slipway/tool-terminal';

type Subject = Pick<Environment, 'name' | 'tier'>;
type Verb = 'deploy' | 'destroy';

/**
 * Fails before anything is planned where nobody could confirm the plan.
 *
 * @throws Failure `notConfirmed`
 */
export function assertPlanAnswerable(
  environment: Subject,
  verb: Verb,
  consent: Pick<Consent, 'yes' | 'output'>,
): void {
  const { name } = environment;
  assertAnswerable(
    environment,
    `Nobody is at a terminal to confirm the plan of "${name}", so nothing was planned. Look at it with --dry-run, or ${verb} without a question: ${npxSlipway(verb, name, '-y')}`,
    consent,
  );
}

/** @throws Failure `notConfirmed` when the answer is not a clear yes */
export function confirmPlan(environment: Subject, verb: Verb, consent: Consent): Promise<void> {
  const { name, tier } = environment;
  if (verb === 'deploy') return confirm(environment, { text: `Apply this to "${name}"?` }, consent);
  return tier === 'production'
    ? confirm(
        environment,
        { text: `This destroys "${name}". Type its name to go on:`, typeName: true },
        consent,
      )
    : confirm(environment, { text: `Destroy "${name}"?` }, consent);
}
