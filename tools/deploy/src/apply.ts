import {
  beyondLiftingProtection,
  renderProtectionLift,
  protectionToLift,
  type ProtectionLift,
} from '@slipway/tool-plan';
import { Failure, npxSlipway, type Consent } from '@slipway/tool-terminal';
import { planChanges, sameChanges, showPlan, type Planned, type PlanRequest } from './changes';
import { confirmPlan } from './consent';
import { identityOf, rememberIdentity } from './identity';
import { nameServersHint } from './name-servers';
import type { ResolvedOptions } from './options';
import type { TerraformSession } from './terraform-session';
import { prepareLiftDirectory } from './working-directory';

const LIFT_FILE = 'lift-protection.tfplan';

/** A wait that is worth explaining further. */
const LONG_STEP_SECONDS = 45;

/**
 * Shows a plan, asks where that is due, and applies exactly what was shown. Where AWS would refuse a deletion that was
 * allowed by name, its protection is switched off first, in a step of its own.
 *
 * @throws Failure `notConfirmed`, `stalePlan`, or what Terraform fails with
 */
export async function applyPlanned(
  session: TerraformSession & { readonly options: ResolvedOptions & Consent },
  planned: Planned,
  request: PlanRequest,
): Promise<void> {
  const { environment, terraform, options, stopwatch } = session;
  const verb = request.destroy ? 'destroy' : 'deploy';
  const steps = protectionToLift(planned.json, request.allowDestroy);
  showPlan(session, planned);
  if (steps.length > 0) options.output.result(`${renderProtectionLift(steps, options.output)}\n`);
  await confirmPlan(environment, verb, options);

  if (session.cloud === 'embedded') await options.cloud.occupy(environment);
  if (!request.destroy) rememberIdentity(session.directory, identityOf(environment));
  const final = steps.length > 0 ? await liftProtection(session, planned, request, steps) : planned;
  try {
    await stopwatch.time('apply', () =>
      terraform.apply(final.file, {
        afterSeconds: LONG_STEP_SECONDS,
        call: (step) => void nameServersHint(session, step),
      }),
    );
  } finally {
    if (session.cloud === 'embedded') await options.cloud.keep();
  }
}

/** The plain deploy, which puts everything as the file says. */
function deployLine({ environment }: TerraformSession): string {
  return npxSlipway('deploy', environment.name);
}

async function liftProtection(
  session: TerraformSession & { readonly options: ResolvedOptions & Consent },
  planned: Planned,
  request: PlanRequest,
  steps: readonly ProtectionLift[],
): Promise<Planned> {
  const { environment, stack, terraform, directory, options, stopwatch } = session;
  const { output } = options;
  output.note('Switching protection off ...');
  await stopwatch.time('switching protection off', async () => {
    const lifting = terraform.in(prepareLiftDirectory(directory, stack, planned.json, request.allowDestroy), {
      TF_DATA_DIR: `${directory}/.terraform`,
    });
    await lifting.plan({ file: LIFT_FILE, targets: steps.map(({ address }) => address) });
    const beyond = beyondLiftingProtection((await lifting.showPlan(LIFT_FILE)) as Planned['json'], steps);
    if (beyond.length > 0) {
      throw new Failure(
        'stalePlan',
        `Switching protection off would also ${beyond.join(', ')}, which is not in the plan that you saw. Nothing was changed. First deploy without --allow-destroy: ${deployLine(session)}`,
      );
    }
    await lifting.apply(LIFT_FILE);
  });

  const again = await planChanges(session, request);
  if (sameChanges(planned.summary, again.summary)) return again;
  showPlan(session, again);
  if (options.yes || environment.tier === 'disposable') {
    throw new Failure(
      'stalePlan',
      `After protection was switched off, the plan was different. The new plan is above, and was not applied. Protection is off now. Repeat the command soon, or switch protection on again: ${deployLine(session)}`,
    );
  }
  output.note('After protection was switched off, the plan was different. The new plan is above.');
  await confirmPlan(environment, request.destroy ? 'destroy' : 'deploy', options);
  return again;
}
