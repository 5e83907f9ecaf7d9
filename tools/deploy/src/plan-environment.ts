import type { PlanSummary } from '@slipway/tool-plan';
import { EXIT_CODES } from '@slipway/tool-terminal';
import { planChanges, showPlan, type Inspect } from './changes';
import { resolveOptions, type VerbOptions } from './options';
import { withSession } from './session';

export interface PlanEnvironmentOptions extends VerbOptions {
  /** End with a code of its own when there is something to change. @default false */
  readonly detailedExitCode?: boolean;
  /** Plan the environment's end. @default false */
  readonly destroy?: boolean;
  /** Addresses of protected resources that may be destroyed or replaced. @default none */
  readonly allowDestroy?: readonly string[];
  /** What only a look at what lives can tell of a plan, before it is shown. @default nothing is looked at */
  readonly inspect?: Inspect;
}

export interface PlanResult {
  readonly summary: PlanSummary;
  readonly exitCode: number;
}

/**
 * Shows what a deploy would do, and does nothing.
 *
 * @throws Failure and SynthError, both with an `exitCode`
 */
export async function planEnvironment(name: string, options: PlanEnvironmentOptions): Promise<PlanResult> {
  const { detailedExitCode = false, destroy = false, allowDestroy = [], inspect } = options;
  const resolved = resolveOptions(options);
  return withSession(name, resolved, { verb: 'plan' }, async (session) => {
    const planned = await planChanges(session, { destroy, allowDestroy, inspect });
    const { summary } = planned;
    if (summary.empty) resolved.output.result(`No changes: "${name}" is what its file says.`);
    else showPlan(session, planned);
    session.stopwatch.report();
    return { summary, exitCode: detailedExitCode && !summary.empty ? EXIT_CODES.changes : EXIT_CODES.ok };
  });
}
