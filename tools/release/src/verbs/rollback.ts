import type { Environment } from '@slipway/core';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { imagesOf } from '../engine/request';
import { workplace } from '../engine/workplace';
import type { Ledger } from '../ledger/ledger';
import type { ReleasePorts } from '../ports/ports';
import type { ReleaseListener } from '../ports/release-event';
import { sameImages } from '../record/release-images';
import type { ReleaseRecord } from '../record/release-record';
import { wasLive } from '../record/transitions';
import { settleOrphan } from '../steps/settle-orphan';
import { releaseIn } from './release';

export interface RollbackTarget {
  readonly live: ReleaseRecord;
  readonly target: ReleaseRecord;
}

/**
 * What a rollback would bring back: vN, else the newest release with another image that was live before this one.
 * Going to one with the same image would change nothing that a rollback is for.
 *
 * @throws Failure when there is none, or when vN was never live or is
 */
export async function rollbackTarget(ledger: Ledger, version?: number): Promise<RollbackTarget> {
  const { environment } = ledger;
  const live = await ledger.live();
  const refuse = (why: string) =>
    new Failure(
      'refused',
      `${why} Nothing was changed. What was live: ${npxSlipway('releases', environment)}`,
    );
  if (!live) throw refuse(`Nothing is live in "${environment}", so there is nothing to go back from.`);
  if (version !== undefined) {
    const target = await ledger.read(version);
    if (target.version === live.version) throw refuse(`v${version} is live in "${environment}" already.`);
    if (!wasLive(target))
      throw refuse(`v${version} was never live in "${environment}" (it is ${target.state}).`);
    return { live, target };
  }
  for (let before = await ledger.lastLiveBefore(live.version); before;) {
    if (!sameImages(before.images, live.images)) return { live, target: before };
    before = await ledger.lastLiveBefore(before.version);
  }
  throw refuse(`No other image was ever live in "${environment}" before v${live.version}.`);
}

export interface RollbackOptions {
  /** The secrets of that release come back, too, and are what is set from then on. @default those that are set stay */
  readonly withConfig?: boolean;
}

/**
 * Brings back the image of an earlier release, with today's template and without its release command, and holds the
 * environment, so that the next push does not undo it.
 *
 * @throws Failure `refused` when there is none, or when its secrets were not fixed and are asked for
 */
export async function rollback(
  environment: Environment,
  version: number | undefined,
  ports: ReleasePorts,
  tell: ReleaseListener,
  { withConfig = false }: RollbackOptions = {},
): Promise<ReleaseRecord> {
  const place = workplace(environment, ports, tell);
  // What a dead run left may turn out to be live, and is then what a rollback goes back from.
  await settleOrphan(place);
  const { live, target } = await rollbackTarget(place.ledger, version);
  if (withConfig) assertConfigFixed(target);
  return releaseIn(place, {
    environment,
    reason: 'rollback',
    images: imagesOf(environment, target),
    commit: target.commit,
    from: { environment: environment.name, version: target.version },
    ...(withConfig && { configOf: target }),
    // Set before the first task is replaced, and kept when that fails: true in either case.
    hold: `rollback of v${live.version} to v${target.version}`,
  });
}

/** @throws Failure `refused` for a release of an older Slipway, of which nobody knows what its secrets were */
export function assertConfigFixed({
  environment,
  version,
  configChange,
}: Pick<ReleaseRecord, 'environment' | 'version' | 'configChange'>): void {
  if (configChange !== undefined) return;
  throw new Failure(
    'refused',
    `v${version} was released by an older Slipway, which did not keep the secrets of a release. Nothing was changed. Its code with the secrets that are set: ${npxSlipway('rollback', environment, `v${version}`)}`,
  );
}
