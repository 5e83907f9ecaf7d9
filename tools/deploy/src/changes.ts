import {
  allowDestroyOverride,
  foresee,
  impossibility,
  preventDestroyAddresses,
  protect,
  refusal,
  renderForeseen,
  renderSummary,
  summarize,
  type Foreseen,
  type PlanJson,
  type PlanSummary,
} from '@slipway/tool-plan';
import { formatDiagnostic } from '@slipway/tool-terraform';
import { Failure } from '@slipway/tool-terminal';
import { guardIdentity } from './identity';
import { guardLogGroups } from './log-group-owner';
import { pushKeptState } from './recovery';
import type { TerraformSession } from './terraform-session';
import { writeAllowOverride } from './working-directory';

const PLAN_FILE = 'slipway.tfplan';

export interface Planned {
  /** Name of the plan's file in the working directory. */
  readonly file: string;
  readonly json: PlanJson;
  readonly summary: PlanSummary;
  /** What would go wrong, stops, holds for running tasks at once, or comes later. */
  readonly foreseen: readonly Foreseen[];
}

export interface PlanRequest {
  readonly destroy: boolean;
  /** Addresses of protected resources that may go. */
  readonly allowDestroy: readonly string[];
  /** What only a look at what lives can tell. @default nothing is looked at */
  readonly inspect?: Inspect;
}

/** Looks at what lives, for what a plan would do to it. */
export type Inspect = (plan: PlanJson) => Promise<readonly Foreseen[]>;

/**
 * Plans to a file and holds the plan against what is protected, and against what would go wrong half-way.
 *
 * @throws Failure `protected` or `refused`, after the plan was shown; `guard` where the environment lives as another one, or
 * another app has its names
 */
export async function planChanges(session: TerraformSession, request: PlanRequest): Promise<Planned> {
  const { name, environment, stack, options, stopwatch } = session;
  const { destroy, allowDestroy } = request;
  await pushKeptState(session);
  const { prevented, json } = await stopwatch.time('plan', async () => {
    const plan = await planWith(session, destroy, allowDestroy);
    return plan.prevented.length > 0 ? { ...plan, json: await planUnprevented(session, request) } : plan;
  });
  const summary = summarize(json);
  await assertNotElsewhere(session, summary, destroy);
  const { refused, unused } = protect(json, {
    disposable: environment.tier === 'disposable',
    allowed: allowDestroy,
    prevented: preventDestroyAddresses(stack),
  });
  for (const address of unused) {
    options.output.note(
      `--allow-destroy ${address}: this plan does not remove that; the flag has no effect.`,
    );
  }
  const foreseen = [
    ...foresee(json, { environment: name, cloud: session.cloud }),
    ...((await request.inspect?.(json)) ?? []),
  ];
  const planned = { file: PLAN_FILE, json, summary, foreseen };
  const impossible = planned.foreseen.filter(({ effect }) => effect === 'refused');
  const stopped = refused.length + prevented.length + impossible.length > 0;
  if (!stopped) return planned;

  showPlan(session, planned);
  if (impossible.length > 0) throw new Failure('refused', impossibility(impossible));
  throw refused.length > 0
    ? new Failure('protected', refusal(refused, name, destroy ? 'destroy' : 'deploy'))
    : new Failure('protected', prevented.map(formatDiagnostic).join('\n\n'));
}

/** A plan that makes everything, or finds nothing to destroy, is about a new environment, or about one that was renamed. */
async function assertNotElsewhere(
  { environment, options, variables }: TerraformSession,
  { counts, changes }: PlanSummary,
  destroy: boolean,
): Promise<void> {
  const knowsNothing = destroy ? changes.length === 0 : counts.create > 0 && counts.create === changes.length;
  if (!knowsNothing) return;
  const home = await options.engine.otherHome(environment, variables);
  if (home) guardIdentity(environment, home);
  const taken = destroy ? undefined : await options.engine.takenLogGroup(environment, variables);
  if (taken) guardLogGroups(environment, taken);
}

async function planWith(
  { terraform, stack, directory }: TerraformSession,
  destroy: boolean,
  lifted: readonly string[],
) {
  writeAllowOverride(directory, allowDestroyOverride(stack, lifted));
  const { changes, prevented } = await terraform.plan({ file: PLAN_FILE, destroy });
  // Terraform starts the provider once more to read a plan, so one without changes is not read.
  return { prevented, json: changes ? ((await terraform.showPlan(PLAN_FILE)) as PlanJson) : {} };
}

/**
 * What would happen if nothing stood in its way, for showing only. Where `prevent_destroy` stops Terraform, it does not
 * go on to what the resource depends on, so that its plan tells only a part and one refusal would follow another.
 */
async function planUnprevented(
  session: TerraformSession,
  { destroy, allowDestroy }: PlanRequest,
): Promise<PlanJson> {
  const { stack, directory } = session;
  try {
    const everything = [...preventDestroyAddresses(stack), ...allowDestroy];
    return (await planWith(session, destroy, everything)).json;
  } finally {
    writeAllowOverride(directory, allowDestroyOverride(stack, allowDestroy));
  }
}

export function showPlan(
  { options: { output } }: TerraformSession,
  { summary, foreseen }: Pick<Planned, 'summary' | 'foreseen'>,
): void {
  const parts = [renderSummary(summary, output), renderForeseen(foreseen, output)];
  output.result(`\n${parts.filter(Boolean).join('\n\n')}\n`);
}

/** Whether two plans come to the same; a plan that was made again must not do something that nobody has seen. */
export function sameChanges(a: PlanSummary, b: PlanSummary): boolean {
  const essence = ({ changes, outputs }: PlanSummary) =>
    JSON.stringify([
      changes.map(({ address, action, attributes, details }) => [address, action, attributes, details]),
      outputs,
    ]);
  return essence(a) === essence(b);
}
