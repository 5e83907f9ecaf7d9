import type { ConfigVersions } from '../record/config';
import type { ConfigChange } from './config-change';

type Named<T> = ReadonlyMap<string, T>;

/** What a change does, by service. */
export interface SecretEdit extends Pick<ConfigChange, 'why'> {
  /** @default none */
  readonly from?: string | undefined;
  /** @default none */
  readonly release?: number;
  /** Secret to the version that is set from then on. @default none */
  readonly sets?: Named<Named<number>>;
  /** @default none */
  readonly unsets?: Named<readonly string[]>;
}

/** The change that comes after another one. */
export function edited(
  before: ConfigChange,
  { why, from, release, sets = new Map(), unsets = new Map() }: SecretEdit,
  author: Pick<ConfigChange, 'by' | 'at'>,
): ConfigChange {
  const config = copyOf(before.config);
  const numbers = copyOf(before.numbers);
  for (const [service, own] of sets) {
    for (const [variable, version] of own) {
      within(config, service).set(variable, version);
      const highest = within(numbers, service).get(variable) ?? 0;
      within(numbers, service).set(variable, Math.max(highest, version));
    }
  }
  for (const [service, variables] of unsets)
    for (const variable of variables) within(config, service).delete(variable);
  return {
    number: before.number + 1,
    ...author,
    why,
    ...(from !== undefined && { from }),
    ...(release !== undefined && { release }),
    config: written(config),
    numbers: written(numbers),
  };
}

/**
 * What has to change for the secrets of a release to be those that are set. A secret that somebody changed after the
 * release had looked is theirs.
 *
 * @param wanted.before what was set when the release looked
 * @param wanted.config what the release runs
 * @returns `undefined` when it is so already
 */
export function restored(
  { config: now }: Pick<ConfigChange, 'config'>,
  wanted: { readonly release: number; readonly before: ConfigVersions; readonly config: ConfigVersions },
): SecretEdit | undefined {
  const sets = new Map<string, Map<string, number>>();
  const unsets = new Map<string, string[]>();
  for (const [service, own] of Object.entries(wanted.config)) {
    const [was, is] = [wanted.before[service] ?? {}, now[service] ?? {}];
    for (const variable of new Set([...Object.keys(was), ...Object.keys(own)])) {
      const version = own[variable];
      if (was[variable] !== is[variable] || version === is[variable]) continue;
      if (version === undefined) unsets.set(service, [...(unsets.get(service) ?? []), variable]);
      else sets.set(service, (sets.get(service) ?? new Map<string, number>()).set(variable, version));
    }
  }
  if (sets.size + unsets.size === 0) return undefined;
  return { why: 'rollback', release: wanted.release, sets, unsets };
}

type Editable = Map<string, Map<string, number>>;

function copyOf(config: ConfigVersions): Editable {
  return new Map(Object.entries(config).map(([service, own]) => [service, new Map(Object.entries(own))]));
}

function within(config: Editable, service: string): Map<string, number> {
  const own = config.get(service) ?? new Map<string, number>();
  config.set(service, own);
  return own;
}

/** Names in alphabetical order: two writers of the same state write the same bytes. */
function written(config: Editable): ConfigVersions {
  const sorted = <T>(entries: Iterable<[string, T]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted(config).map(([service, own]) => [service, Object.fromEntries(sorted(own))]),
  );
}
