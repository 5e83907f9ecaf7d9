import type { Environment } from '@slipway/core';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { imagesOf, type ReleaseRequest } from '../engine/request';
import { ledgerBeside } from '../engine/workplace';
import type { Ledger } from '../ledger/ledger';
import type { ObjectStore } from '../ports/object-store';
import type { ReleasePorts } from '../ports/ports';
import type { ReleaseListener } from '../ports/release-event';
import type { ReleaseRecord } from '../record/release-record';
import { wasLive } from '../record/transitions';
import { release } from './release';

export interface PromoteSource {
  /** Name of the environment. */
  readonly environment: string;
  /** Its release bucket. */
  readonly store: ObjectStore;
  /** 12 for v12. @default the live one */
  readonly version?: number;
}

/**
 * The release to promote: what users of the source got or get, never anything else.
 *
 * @throws Failure when it was never live there
 */
export async function promotable(ledger: Ledger, version?: number): Promise<ReleaseRecord> {
  const { environment } = ledger;
  const source = version === undefined ? await ledger.live() : await ledger.read(version);
  if (!source) {
    throw new Failure(
      'refused',
      `Nothing is live in "${environment}", so there is nothing to promote. Nothing was changed.`,
    );
  }
  if (wasLive(source)) return source;
  throw new Failure(
    'refused',
    `v${source.version} was never live in "${environment}" (it is ${source.state}); only what was is promoted. Nothing was changed. Which were: ${npxSlipway('releases', environment)}`,
  );
}

/**
 * Releases to `target` the very image that is, or was, live in the source.
 *
 * @throws Failure as {@link release}, and `refused` for what was never live
 */
export async function promote(
  source: PromoteSource,
  target: Environment,
  ports: ReleasePorts,
  tell: ReleaseListener,
  options: Pick<ReleaseRequest, 'allowOlder'> = {},
): Promise<ReleaseRecord> {
  const from = await promotable(ledgerBeside(source, ports, tell), source.version);
  return release(
    {
      environment: target,
      reason: 'promote',
      images: imagesOf(target, from),
      commit: from.commit,
      from: { environment: from.environment, version: from.version },
      ...options,
    },
    ports,
    tell,
  );
}
