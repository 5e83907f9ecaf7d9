import type { Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terraform';
import type { ResolvedOptions } from './options';

export interface Confirmation {
  /** Answer every question with yes. @default false */
  readonly yes?: boolean;
}

type Verb = 'deploy' | 'destroy';

/** A disposable environment is never asked about. */
function mustAsk({ tier }: Pick<Environment, 'tier'>, { yes = false }: Confirmation): boolean {
  return tier !== 'disposable' && !yes;
}

/**
 * Fails early where the question at the end could not be answered.
 *
 * @throws Failure `notConfirmed`
 */
export function assertAnswerable(
  environment: Pick<Environment, 'name' | 'tier'>,
  verb: Verb,
  { yes, output }: ResolvedOptions & Confirmation,
): void {
  if (!mustAsk(environment, { yes }) || output.interactive) return;
  throw new Failure(
    'notConfirmed',
    `Nobody is at a terminal to confirm the plan of "${environment.name}", so nothing was planned. Look at it with --dry-run, or take it unseen with: npx slipway ${verb} ${environment.name} -y`,
  );
}

/** @throws Failure `notConfirmed` when the answer is not a clear yes */
export async function confirm(
  environment: Pick<Environment, 'name' | 'tier'>,
  verb: Verb,
  options: ResolvedOptions & Confirmation,
): Promise<void> {
  if (!mustAsk(environment, options)) return;
  const { name, tier } = environment;
  const agreed =
    verb === 'destroy' && tier === 'production'
      ? (await options.prompt.text(`This destroys "${name}". Type its name to go on:`)) === name
      : await options.prompt.confirm(verb === 'destroy' ? `Destroy "${name}"?` : `Apply this to "${name}"?`);
  if (!agreed) throw new Failure('notConfirmed', 'Not confirmed. Nothing was changed.');
}
