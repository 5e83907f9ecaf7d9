import type { PlanSummary } from '@slipway/tool-plan';
import type { Consent } from '@slipway/tool-terminal';
import { applyPlanned } from './apply';
import { planChanges } from './changes';
import { assertPlanAnswerable, confirmPlan } from './consent';
import { forgetIdentity } from './identity';
import { resolveOptions, type VerbOptions } from './options';
import { withSession } from './session';

export interface DestroyOptions extends VerbOptions, Pick<Partial<Consent>, 'yes'> {
  /** Addresses of protected resources that may go. @default none */
  readonly allowDestroy?: readonly string[];
  /** Sentences about what goes beside what the plan has, for whoever is asked. @default nothing goes */
  readonly goesToo?: () => Promise<readonly string[]>;
  /** Removes what was made beside Terraform, once Terraform's part is gone. @default nothing was */
  readonly cleanUp?: () => Promise<void>;
}

export interface DestroyResult {
  readonly summary: PlanSummary;
  readonly changed: boolean;
}

/**
 * Removes everything that an environment has. In production it asks for the environment's name, and everything that
 * holds data must be named with `allowDestroy`. The embedded cloud stops when nothing is left in it.
 *
 * @throws Failure and SynthError, both with an `exitCode`
 */
export async function destroy(name: string, options: DestroyOptions): Promise<DestroyResult> {
  const resolved = { ...options, ...resolveOptions(options) };
  const { output } = resolved;
  const request = { destroy: true, allowDestroy: options.allowDestroy ?? [] };
  const needs = {
    verb: 'destroy',
    check: (environment: Parameters<typeof assertPlanAnswerable>[0]) =>
      assertPlanAnswerable(environment, 'destroy', resolved),
  };
  return withSession(name, resolved, needs, async (session) => {
    const planned = await planChanges(session, request);
    const changed = planned.summary.changes.length > 0;
    const lines = (await options.goesToo?.()) ?? [];
    for (const line of lines) output.note(line);
    if (changed) {
      await applyPlanned({ ...session, options: resolved }, planned, request);
    } else if (lines.length > 0) {
      await confirmPlan(session.environment, 'destroy', resolved);
    }
    // Also where Terraform has nothing left: a run that was stopped in between may have left the rest.
    await session.stopwatch.time('clean-up', async () => options.cleanUp?.());
    forgetIdentity(session.directory);
    if (changed) {
      output.result(`\n"${name}" is destroyed.`);
    } else {
      output.result(`There is nothing left of "${name}".`);
    }
    if (session.cloud === 'embedded') {
      session.unwatch();
      const stopped = await resolved.cloud.leave(session.environment);
      if (stopped) output.note('Nothing is left in the embedded cloud; it is stopped.');
    }
    session.stopwatch.report();
    return { summary: planned.summary, changed };
  });
}
