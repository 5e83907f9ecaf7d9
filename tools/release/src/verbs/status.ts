import type { Environment } from '@slipway/core';
import { Observer } from '../aws/observer';
import { definitionsGone } from '../aws/definitions-gone';
import { newerThan, type Newer } from './config-release';
import { readHold, type Hold } from '../ledger/hold';
import { destructiveSince, LOOKS_BACK } from '../preview/migrations';
import { isOrphan } from '../record/orphan';
import type { Migration, ReleaseRecord } from '../record/release-record';
import { isSettled, wasLive } from '../record/transitions';
import type { ReleasePorts } from '../ports/ports';
import type { Observation } from '../verdict/observation';
import { workplace } from '../engine/workplace';

export interface EnvironmentStatus extends LedgerStatus {
  readonly services: readonly ServiceStatus[];
  /** Services that were deployed and that ECS does not have any more. */
  readonly servicesGone: readonly string[];
  /** What an apply or a changed parameter left for a config release. */
  readonly newer: Newer;
}

/** What the release bucket alone tells. */
export interface LedgerStatus {
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
  /** Migrations that ran since the live release's code was first released, and took what it may need. */
  readonly taken: readonly Migration[];
}

export interface ServiceStatus extends Observation {
  /** Every running task is of the live release. */
  readonly asReleased: boolean;
  /** What the live release registered, as `family:7`, and another tool deregistered. @default it is there */
  readonly definitionGone?: string;
}

/** What runs, and what of it is not as it should be. Changes nothing. */
export async function status(environment: Environment, ports: ReleasePorts): Promise<EnvironmentStatus> {
  const ledger = ledgerStatus(environment, ports);
  const live = ledger.then((known) => known.live);
  const [known, services, newer] = await Promise.all([
    ledger,
    servicesStatus(environment, ports, live),
    newerStatus(environment, ports, live),
  ]);
  const seen = new Set(services.map(({ service }) => service));
  const servicesGone = Object.keys(environment.services).filter((name) => !seen.has(name));
  return { ...known, services, servicesGone, newer };
}

export async function ledgerStatus(environment: Environment, ports: ReleasePorts): Promise<LedgerStatus> {
  const { ledger, store } = workplace(environment, ports, () => undefined);
  const [latest, live, hold, newest] = await Promise.all([
    ledger.latest(),
    ledger.live(),
    readHold(store),
    ledger.list(LOOKS_BACK),
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
    taken: live ? destructiveSince(live, newest) : [],
  };
}

/** @param known what is live, as far as it is known when the services have been looked at */
export async function servicesStatus(
  environment: Environment,
  ports: ReleasePorts,
  known: Promise<ReleaseRecord | undefined>,
): Promise<readonly ServiceStatus[]> {
  const { clients } = workplace(environment, ports, () => undefined);
  const observer = new Observer(clients, environment, () => 0, true);
  const [observations, live] = await Promise.all([observer.look(Object.keys(environment.services)), known]);
  const gone = await definitionsGone(clients, live?.taskDefinitions ?? {});
  return observations.map((observation) => {
    const definitionGone = gone[observation.service];
    return {
      ...observation,
      asReleased: observation.tasks
        .filter(({ lastStatus }) => lastStatus === 'RUNNING')
        .every(({ taskDefinition }) => taskDefinition === live?.taskDefinitions[observation.service]),
      ...(definitionGone !== undefined && { definitionGone }),
    };
  });
}

export async function newerStatus(
  environment: Environment,
  ports: ReleasePorts,
  known: Promise<ReleaseRecord | undefined>,
): Promise<Newer> {
  const place = workplace(environment, ports, () => undefined);
  const live = await known;
  return live ? newerThan(live, place) : { template: [], config: [] };
}
