import type { ConfigNames, ConfigVersions } from '../record/config';

export interface NameDifference {
  readonly service: string;
  readonly onlyInSource: readonly string[];
  readonly onlyInTarget: readonly string[];
}

export interface KeyChange {
  readonly service: string;
  /** `+ADDED`, `-REMOVED`, `CHANGED`. */
  readonly names: readonly string[];
}

/** Which variables one environment has and the other has not. Services without a difference are left out. */
export function differingNames(source: ConfigNames, target: ConfigNames): NameDifference[] {
  return servicesOf(source, target).flatMap((service) => {
    const here = source[service] ?? [];
    const there = target[service] ?? [];
    const onlyInSource = here.filter((name) => !there.includes(name)).sort();
    const onlyInTarget = there.filter((name) => !here.includes(name)).sort();
    return onlyInSource.length + onlyInTarget.length > 0 ? [{ service, onlyInSource, onlyInTarget }] : [];
  });
}

/** Which variables were added, removed or set again between two states of one environment. */
export function changedKeys(before: ConfigVersions, after: ConfigVersions): KeyChange[] {
  return servicesOf(before, after).flatMap((service) => {
    const was = before[service] ?? {};
    const is = after[service] ?? {};
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((name) => {
      if (!(name in was)) return [`+${name}`];
      if (!(name in is)) return [`-${name}`];
      return was[name] === is[name] ? [] : [name];
    });
    return names.length > 0 ? [{ service, names }] : [];
  });
}

function servicesOf(...configs: readonly object[]): string[] {
  return [...new Set(configs.flatMap((config) => Object.keys(config)))].sort();
}
