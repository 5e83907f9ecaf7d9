import type { Environment } from '@slipway/core';
import type { Applied } from './applied';

/** What a workspace describes and the last deploy did not apply, a line each. Empty when nothing differs. */
export interface NotApplied {
  /** `services.web.environment.GREETING: "a" → "b"`, from what is deployed to what the file says. */
  readonly settings: readonly string[];
  /** `change aws_db_instance.database`. */
  readonly resources: readonly string[];
}

/** @param described as the workspace has it */
export function notApplied(applied: Applied | undefined, described: Required<Applied>): NotApplied {
  if (!applied)
    return { settings: [], resources: ['not known: the last deploy left no note of what it applied'] };
  return {
    settings: applied.settings
      ? differences(toDeploy(applied.settings), toDeploy(described.settings), '')
      : ['not known: the last deploy left no note of its settings'],
    resources: resourceLines(applied.resources, described.resources),
  };
}

/** Which app a service runs comes with a release, not with a deploy. */
function toDeploy({ services, ...settings }: Environment): object {
  const deployed = Object.entries(services).map(([name, { app: _, ...service }]) => [name, service]);
  return { ...settings, services: Object.fromEntries(deployed) as object };
}

/** What a person wants to see of it: settings tell it in their own words, and resources where no setting says it. */
export function notAppliedLines({ settings, resources }: NotApplied): readonly string[] {
  return settings.length > 0 ? settings : resources;
}

function resourceLines(applied: Applied['resources'], described: Applied['resources']): string[] {
  const addresses = [...new Set([...Object.keys(applied), ...Object.keys(described)])].sort();
  return addresses.flatMap((address) => {
    if (!(address in described)) return [`remove ${address}`];
    if (!(address in applied)) return [`add ${address}`];
    return applied[address] === described[address] ? [] : [`change ${address}`];
  });
}

/** Down to what is no object any more: a list is one value, and a service that only one side has is one line. */
function differences(from: unknown, to: unknown, path: string): string[] {
  if (isObject(from) && isObject(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return names.flatMap((name) => differences(from[name], to[name], path ? `${path}.${name}` : name));
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (from === undefined && isObject(to)) return [`${path}: new`];
  if (to === undefined && isObject(from)) return [`${path}: removed`];
  return [`${path}: ${shown(from)} → ${shown(to)}`];
}

const LONGEST_VALUE = 60;

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
