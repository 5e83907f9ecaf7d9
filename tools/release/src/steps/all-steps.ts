import { Failure } from '@slipway/tool-terminal';
import { isAwsRefusal, refusalWords } from '../aws/aws-refusal';
import { Interrupted, type ReleaseRun } from '../engine/release-run';
import { bringsCode, COMMAND_TIMEOUT_MS, type ReleaseRequest } from '../engine/request';
import type { Workplace } from '../engine/workplace';
import { setHold } from '../ledger/hold';
import type { Cause, ReleaseRecord } from '../record/release-record';
import { causeOf, interruptedCause } from './failed-cause';
import { goBack, rollToTheEnd } from './finish';
import { keepAssets } from './keep-assets';
import { prepare } from './prepare';
import { register } from './register';
import { releaseCommandOf, runReleaseCommand } from './release-command';
import { update } from './update';

/**
 * All steps of a release from its record to its end, in their order; docs/guide/releases.md ("What a release does") says
 * it for people.
 */
export async function allSteps(run: ReleaseRun, request: ReleaseRequest): Promise<ReleaseRecord> {
  try {
    const refusal = await beforeTheRoll(run, request);
    if (refusal) return await run.end({ state: 'failed', cause: refusal });
  } catch (error) {
    const cause = recordable(run, error);
    if (!cause) throw error;
    return run.end({ state: 'failed', cause });
  }
  await run.update({ state: 'rolling' });
  try {
    await run.phase('update', () => update(run));
  } catch (error) {
    const cause = recordable(run, error);
    if (!cause) throw error;
    return goBack(run, cause);
  }
  return rollToTheEnd(run, request.rollTimeoutMs);
}

/** Everything before the first task is replaced. @returns why it must not go on */
async function beforeTheRoll(run: ReleaseRun, request: ReleaseRequest): Promise<Cause | undefined> {
  const { place } = run;
  run.check();
  const { problems, templates, assets } = await run.phase(
    'preconditions',
    () => prepare(place, request, run.previous),
    { failed: (preparation) => preparation.problems.length > 0 },
  );
  if (problems.length > 0) return { kind: 'refused', words: problems.join('\n'), logs: [] };
  run.check();
  await run.prove();
  await run.phase('register', () => register(run, request, templates));
  if (assets.length > 0) {
    run.check();
    const cause = await keepAssets(run, assets);
    if (cause) return cause;
  }
  const command = bringsCode(request.reason) ? releaseCommandOf(run) : undefined;
  if (command) {
    await run.update({ state: 'releasing' });
    const words = await run.phase(
      'release command',
      () => runReleaseCommand(run, command, request.commandTimeoutMs ?? COMMAND_TIMEOUT_MS),
      { failed: (wrong) => wrong !== undefined },
    );
    if (words !== undefined) return causeOf(run, { kind: 'release-command', words });
  }
  run.check();
  if (request.hold !== undefined) {
    await run.prove();
    await holdFor(place, request.hold);
  }
  return undefined;
}

function holdFor({ ports, store }: Workplace, why: string) {
  return setHold(store, { by: ports.by.name, since: new Date(ports.clock.now()).toISOString(), why });
}

/**
 * What can be written down about an error in the middle. Not when the record is no longer ours, nor when AWS does not
 * let us write it: that is settled by the next verb.
 */
function recordable(run: ReleaseRun, error: unknown): Cause | undefined {
  if (error instanceof Interrupted) return interruptedCause(run);
  if (error instanceof Failure || !isAwsRefusal(error)) return undefined;
  return { kind: 'cannot-start', words: refusalWords(error), logs: [] };
}
