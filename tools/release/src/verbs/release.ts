import { Failure } from '@slipway/tool-terminal';
import { keepAssets } from '../steps/keep-assets';
import { isAwsRefusal, refusalWords } from '../aws/aws-refusal';
import { heldFailure, readHold, setHold } from '../ledger/hold';
import type { Cause, ReleaseRecord } from '../record/release-record';
import type { ReleasePorts } from '../ports/ports';
import { prepare } from '../steps/prepare';
import { register } from '../steps/register';
import { releaseCommandOf, runReleaseCommand } from '../steps/release-command';
import type { ReleaseListener } from '../ports/release-event';
import {
  bringsCode,
  checkDigest,
  COMMAND_TIMEOUT_MS,
  imagesOf,
  type ReleaseRequest,
} from '../engine/request';
import { causeOf, interruptedCause } from '../steps/failed-cause';
import { goBack, rollToTheEnd } from '../steps/finish';
import { update } from '../steps/watch';
import { Interrupted, Run, workplace, type Workplace } from '../engine/run';
import { settleOrphan } from './settle';

/**
 * Releases an image: takes the next number (which is the lock), looks whether it may, registers what services are to
 * run, stores the image's assets, runs the release command, lets ECS replace the tasks and watches until users get it, or until what was there
 * before is back.
 *
 * @returns the finished record, live or not; see {@link failureOf}
 * @throws Failure `locked` while another release runs, `held` during a hold, `credentials` and others of AWS
 */
export async function release(
  request: ReleaseRequest,
  ports: ReleasePorts,
  tell: ReleaseListener,
): Promise<ReleaseRecord> {
  checkDigest(request.digest);
  const place = workplace(request.environment, ports, tell);
  await settleOrphan(place);
  if (bringsCode(request.reason)) {
    const hold = await readHold(place.store);
    if (hold) throw heldFailure(request.environment.name, hold);
  }
  const owned = await place.ledger.begin({
    reason: request.reason,
    images: imagesOf(request.environment, request.digest),
    by: ports.by,
    createdAt: new Date(ports.clock.now()).toISOString(),
    ...(request.commit && { commit: request.commit }),
    ...(request.from && { from: request.from }),
  });
  // Only now, as nobody can change it any more.
  const previous = await place.ledger.live();
  const run = new Run(place, owned, previous);
  place.tell({ type: 'recorded', record: run.record, previous });
  return run.alive(() => conduct(run, request));
}

async function conduct(run: Run, request: ReleaseRequest): Promise<ReleaseRecord> {
  try {
    const refusal = await getReady(run, request);
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
async function getReady(run: Run, request: ReleaseRequest): Promise<Cause | undefined> {
  const { place } = run;
  run.check();
  const { problems, ingredients, assets } = await run.phase(
    'preconditions',
    () => prepare(place, request, run.previous),
    { failed: (preparation) => preparation.problems.length > 0 },
  );
  if (problems.length > 0) return { kind: 'refused', words: problems.join('\n'), logs: [] };
  run.check();
  await run.phase('register', () => register(run, ingredients));
  if (assets) {
    run.check();
    const cause = await keepAssets(run, request.digest, assets);
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
  if (request.hold !== undefined) await holdFor(place, request.hold);
  return undefined;
}

function holdFor({ ports, store }: Workplace, why: string) {
  return setHold(store, { by: ports.by.name, since: new Date(ports.clock.now()).toISOString(), why });
}

/**
 * What can be written down about an error in the middle. Not when the record is no longer ours, nor when AWS does not
 * let us write it: that is settled by the next verb.
 */
function recordable(run: Run, error: unknown): Cause | undefined {
  if (error instanceof Interrupted) return interruptedCause(run);
  if (error instanceof Failure || !isAwsRefusal(error)) return undefined;
  return { kind: 'cannot-start', words: refusalWords(error), logs: [] };
}
