import type { Environment } from '@slipway/core';
import { Observer } from '../aws/observer';
import { newerThan, type Newer } from './config-release';
import { readHold, type Hold } from '../ledger/hold';
import { isOrphan } from '../record/orphan';
import type { ReleaseRecord } from '../record/release-record';
import { isSettled, wasLive } from '../record/transitions';
import type { ReleasePorts } from '../ports/ports';
import type { Observation } from '../verdict/observation';
import { workplace } from '../engine/workplace';

export interface EnvironmentStatus {
  readonly environment: string;
  /** @default nothing was released yet */
  readonly live?: ReleaseRecord;
  /** The release that is under way. */
  readonly running?: ReleaseRecord;
  /** The latest release, if it did not get live. */
  readonly failed?: ReleaseRecord;
  /** The one under way has lost its run; the next verb that releases settles it. */
  readonly orphaned: boolean;
  readonly hold?: Hold;
  readonly services: readonly ServiceStatus[];
  /** What an apply or a changed parameter left for a config release. */
  readonly newer: Newer;
}

export interface ServiceStatus extends Observation {
  /** Every running task is of the live release. */
  readonly asReleased: boolean;
}

/** What runs, and what of it is not as it should be. Changes nothing. */
export async function status(environment: Environment, ports: ReleasePorts): Promise<EnvironmentStatus> {
  const place = workplace(environment, ports, () => undefined);
  const { clients, ledger, store } = place;
  const [latest, live, hold, observations] = await Promise.all([
    ledger.latest(),
    ledger.live(),
    readHold(store),
    new Observer(clients, environment, () => 0).look(Object.keys(environment.services)),
  ]);
  const running = latest && !isSettled(latest.record) ? latest.record : undefined;
  const failed = latest && isSettled(latest.record) && !wasLive(latest.record) ? latest.record : undefined;
  return {
    environment: environment.name,
    ...(live && { live }),
    ...(running && { running }),
    ...(failed && { failed }),
    orphaned: latest !== undefined && isOrphan(latest, ports.processes),
    ...(hold && { hold }),
    services: observations.map((observation) => ({
      ...observation,
      asReleased: observation.tasks
        .filter(({ lastStatus }) => lastStatus === 'RUNNING')
        .every(({ taskDefinition }) => taskDefinition === live?.taskDefinitions[observation.service]),
    })),
    newer: live ? await newerThan(live, place) : { template: [], config: [] },
  };
}
