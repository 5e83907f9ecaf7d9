import { npxSlipway, palette, type Consent } from '@slipway/tool-terminal';
import type { PlanSummary } from '@slipway/tool-plan';
import { fingerprints, type Described } from '@slipway/tool-synth';
import { applyPlanned } from './apply';
import { planChanges, showPlan, type Inspect } from './changes';
import { assertPlanAnswerable } from './consent';
import { resolveOptions, type VerbOptions } from './options';
import { onEmbeddedCloud, renderOutputs, type Outputs } from './outputs';
import { withSession } from './session';

export interface DeployOptions extends VerbOptions, Pick<Partial<Consent>, 'yes'> {
  /** Show the plan and stop. @default false */
  readonly dryRun?: boolean;
  /** Addresses of protected resources that this may destroy or replace. @default none */
  readonly allowDestroy?: readonly string[];
  /** What only a look at what lives can tell of a plan, before it is shown. @default nothing is looked at */
  readonly inspect?: Inspect;
}

export interface DeployResult {
  readonly summary: PlanSummary;
  /** Something was applied. */
  readonly changed: boolean;
  /** What Terraform knows afterwards; empty after a dry run. */
  readonly outputs: Outputs;
  /** What the environment is now; after a dry run, what it would be. The workspace may have changed meanwhile. */
  readonly described: Described;
}

/**
 * Makes an environment what its file says: synth, plan to a file, show, confirm, apply that very file, print the
 * outputs. Safe to repeat after anything that stopped it.
 *
 * @throws Failure and SynthError, both with an `exitCode`
 */
export async function deploy(name: string, options: DeployOptions): Promise<DeployResult> {
  const { dryRun = false, allowDestroy = [], inspect } = options;
  const resolved = { ...options, ...resolveOptions(options) };
  const { output } = resolved;
  const needs = {
    verb: 'deploy',
    check: (environment: Parameters<typeof assertPlanAnswerable>[0]) =>
      dryRun || assertPlanAnswerable(environment, 'deploy', resolved),
  };
  return withSession(name, resolved, needs, async (session) => {
    const request = { destroy: false, allowDestroy, inspect };
    const described = { settings: session.environment, resources: fingerprints(session.stack) };
    const planned = await planChanges(session, request);
    const { summary } = planned;
    if (dryRun) {
      showPlan(session, planned);
      session.stopwatch.report();
      return { summary, changed: false, outputs: {}, described };
    }
    if (summary.empty) output.result(`No changes: "${name}" is what its file says.`);
    else await applyPlanned({ ...session, options: resolved }, planned, request);

    const outputs = await session.terraform.outputs();
    const { green, bold } = palette(output);
    if (!summary.empty) output.result(`\n${green('✓')} ${bold(`"${name}" is deployed.`)}`);
    if (Object.keys(outputs).length > 0) {
      const shown =
        session.cloud === 'embedded' ? onEmbeddedCloud(outputs, npxSlipway('open', name)) : outputs;
      output.result(`\n${renderOutputs(shown)}\n`);
    }
    session.stopwatch.report();
    return { summary, changed: !summary.empty, outputs, described };
  });
}
