import type { Ledger } from '../ledger/ledger';
import type { ObjectStore } from '../ports/object-store';
import type { ConfigVersions } from '../record/config';
import { NOTHING_SET, type ConfigChange, type ConfigWhy } from './config-change';
import { ConfigLog } from './config-log';
import { ReleasesByChange } from './releases-by-change';

/** One change of secrets. Also the shape of `--json`. */
export interface ConfigHistoryEntry {
  readonly change: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly why: ConfigWhy;
  /** Environment that the values were copied from. */
  readonly from?: string;
  /** Release whose secrets came back: 8 for v8. */
  readonly release?: number;
  readonly secrets: readonly SecretChange[];
  /** Releases that were live with what was set then, oldest first: 12 for v12. */
  readonly releases: readonly number[];
}

export interface SecretChange {
  readonly service: string;
  readonly name: string;
  /** @default it was unset */
  readonly version?: number;
}

export interface ConfigHistoryOptions {
  /** At most so many. */
  readonly count: number;
  /** @default of all */
  readonly service?: string | undefined;
  /** Changes of this secret alone. @default of all */
  readonly name?: string | undefined;
}

/** What was set and unset, newest first. Names and versions, never values. */
export async function configHistory(
  { store, ledger }: { readonly store: ObjectStore; readonly ledger: Ledger },
  { count, service, name }: ConfigHistoryOptions,
): Promise<readonly ConfigHistoryEntry[]> {
  const releases = new ReleasesByChange(await ledger.list());
  const found: ConfigHistoryEntry[] = [];
  let after: ConfigChange | undefined;
  const take = (change: ConfigChange, before: ConfigChange) => {
    const ran = releases.of(change);
    const secrets = secretChanges(before.config, change.config).filter(
      (one) => (service ?? one.service) === one.service && (name ?? one.name) === one.name,
    );
    if (secrets.length > 0) found.push(entryOf(change, secrets, ran));
  };
  for await (const change of new ConfigLog(store).newestFirst()) {
    if (after) take(after, change);
    if (found.length >= count) return found;
    after = change;
  }
  if (after) take(after, NOTHING_SET);
  return found;
}

/** What differs, by service and name. */
export function secretChanges(before: ConfigVersions, after: ConfigVersions): readonly SecretChange[] {
  const services = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return services.flatMap((service) => {
    const [was, is] = [before[service] ?? {}, after[service] ?? {}];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return names.flatMap((name) => {
      const version = is[name];
      if (was[name] === version) return [];
      return [{ service, name, ...(version !== undefined && { version }) }];
    });
  });
}

function entryOf(
  { number, at, by, why, from, release }: ConfigChange,
  secrets: readonly SecretChange[],
  releases: readonly number[],
): ConfigHistoryEntry {
  return {
    change: number,
    at,
    by,
    why,
    ...(from !== undefined && { from }),
    ...(release !== undefined && { release }),
    secrets,
    releases,
  };
}
