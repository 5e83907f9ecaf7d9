import type { LocatedEnvironment } from '@slipway/tool-deploy';
import {
  ledgerStatus,
  newerStatus,
  servicesStatus,
  type EnvironmentStatus,
  type LedgerStatus,
} from '@slipway/tool-release';
import { releasePorts } from './place-facts';

interface ReleaseReadsOptions {
  /** As it was last deployed. */
  readonly place: () => Promise<LocatedEnvironment>;
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly once: <T>(call: () => Promise<T>) => () => Promise<T>;
  /** Puts what AWS refuses in words. */
  readonly at: <T>(look: () => Promise<T>) => () => Promise<T>;
}

/** What the release engine knows. Each is read when it is first needed, once, and apart from the others. */
export interface ReleaseReads {
  readonly ledger: () => Promise<LedgerStatus>;
  readonly newer: () => Promise<EnvironmentStatus['newer']>;
  readonly services: () => Promise<EnvironmentStatus['services']>;
}

export function releaseReads({ place, workspace, once, at }: ReleaseReadsOptions): ReleaseReads {
  const facts = async () => {
    const opened = await place();
    return [opened.environment, releasePorts(opened, workspace)] as const;
  };
  const ledger = once(at(async () => ledgerStatus(...(await facts()))));
  const live = () => ledger().then((known) => known.live);
  return {
    ledger,
    newer: once(at(async () => newerStatus(...(await facts()), live()))),
    services: once(at(async () => servicesStatus(...(await facts()), live()))),
  };
}
