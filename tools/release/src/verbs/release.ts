import { ReleaseRun } from '../engine/release-run';
import { bringsCode, checkImages, type ReleaseRequest } from '../engine/request';
import { workplace, type Workplace } from '../engine/workplace';
import { heldFailure, readHold } from '../ledger/hold';
import type { ReleasePorts } from '../ports/ports';
import type { ReleaseListener } from '../ports/release-event';
import type { ReleaseRecord } from '../record/release-record';
import { allSteps } from '../steps/all-steps';
import { settleOrphan } from '../steps/settle-orphan';

/**
 * Releases images: takes the next number (which is the lock), looks whether it may, registers what services are to run,
 * stores the images' assets, runs the release command, lets ECS replace the tasks and watches until users get it, or
 * until what was there before is back.
 *
 * @returns the finished record, live or not; see {@link failureOf}
 * @throws Failure `locked` while another release runs, `held` during a hold, `credentials` and others of AWS
 */
export function release(
  request: ReleaseRequest,
  ports: ReleasePorts,
  tell: ReleaseListener,
): Promise<ReleaseRecord> {
  return releaseIn(workplace(request.environment, ports, tell), request);
}

/** See {@link release}. */
export async function releaseIn(place: Workplace, request: ReleaseRequest): Promise<ReleaseRecord> {
  checkImages(place.environment, request.images);
  await settleOrphan(place);
  if (bringsCode(request.reason)) {
    const hold = await readHold(place.store);
    if (hold) throw heldFailure(place.environment.name, hold);
  }
  const owned = await place.ledger.begin({
    reason: request.reason,
    images: request.images,
    by: place.ports.by,
    createdAt: new Date(place.ports.clock.now()).toISOString(),
    ...(request.commit && { commit: request.commit }),
    ...(request.from && { from: request.from }),
    ...(request.configOf && { configOf: request.configOf.version }),
  });
  // Only now, as nobody can change it any more.
  const previous = await place.ledger.live();
  const run = new ReleaseRun(place, owned, previous);
  place.tell({ type: 'recorded', record: run.record, previous });
  return run.alive(() => allSteps(run, request));
}
