import type { Environment } from '@slipway/core';
import { workplace } from '../engine/workplace';
import type { ReleasePorts } from '../ports/ports';
import type { ReleaseListener } from '../ports/release-event';
import type { ReleaseRecord } from '../record/release-record';
import { settleOrphan } from '../steps/settle-orphan';

/**
 * Brings a release whose run was killed to its end, by what ECS says. Does nothing while its run is alive.
 *
 * @returns the settled record
 */
export function settle(
  environment: Environment,
  ports: ReleasePorts,
  tell: ReleaseListener,
): Promise<ReleaseRecord | undefined> {
  return settleOrphan(workplace(environment, ports, tell));
}
