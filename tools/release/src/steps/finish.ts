import { pruneAssets } from './prune-assets';
import { pruneSecrets } from './prune-secrets';
import { registerScaling } from '../aws/register-scaling';
import { causeOf, interruptedCause } from './failed-cause';
import type { Cause, ReleaseRecord } from '../record/release-record';
import { rollTimeout } from '../engine/request';
import { watch, type RollVerdict } from './watch';
import { rollBack } from './roll-back';
import type { ReleaseRun } from '../engine/release-run';

/** Watches until it is decided, and records that. Also what settles a release whose run was killed in its roll. */
export async function rollToTheEnd(
  run: ReleaseRun,
  timeoutMs = rollTimeout(run.place.environment),
): Promise<ReleaseRecord> {
  const verdict = await run.phase('roll', () => watch(run, timeoutMs), {
    failed: ({ kind }) => kind !== 'live',
  });
  if (verdict.kind !== 'live') return goBack(run, await causeOfVerdict(run, verdict));
  await run.prove();
  // Before it is recorded: after a live release a plan has no changes, whenever its run was killed.
  await registerScaling(run.place);
  await restoreConfig(run);
  // While this is still the environment's lock, so that no other release uploads meanwhile.
  await pruneAssets(run);
  await pruneSecrets(run);
  return run.end({ state: 'live' });
}

/** Only now: had it failed, what was set before would still be. */
async function restoreConfig({ record, place }: ReleaseRun): Promise<void> {
  const { configOf, config, configChange } = record;
  if (configOf === undefined || configChange === undefined) return;
  await place.secrets.restore(configOf, config, configChange);
}

async function causeOfVerdict(
  run: ReleaseRun,
  verdict: Exclude<RollVerdict, { kind: 'live' }>,
): Promise<Cause> {
  return verdict.kind === 'interrupted' ? interruptedCause(run) : causeOf(run, verdict.cause, verdict.task);
}

/** Noted first, so that whoever has to settle this knows that it was to go back, and why. */
export async function goBack(run: ReleaseRun, cause: Cause): Promise<ReleaseRecord> {
  await run.update({ cause });
  await run.phase('roll back', () => rollBack(run), { failed: (arrived) => !arrived });
  return run.end({ state: run.previous ? 'rolled_back' : 'failed', cause });
}
