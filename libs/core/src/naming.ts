import type { EnvironmentId } from './environment';

/** Longest name that AWS takes, by resource. Sources: each resource's API reference, 2026-11. */
const NAME_LIMITS = {
  'load-balancer': 32,
  'db-instance': 63,
  'iam-role': 64,
  bucket: 63,
  cluster: 255,
  'task-family': 255,
  topic: 256,
  alarm: 255,
  dashboard: 255,
  'log-group': 512,
  firewall: 128,
} as const;

export type NamedResource = keyof typeof NAME_LIMITS;

/**
 * The one place where physical names come from: `<app>-<env>[-<part>…]`.
 *
 * @throws Error when the name is longer than AWS allows for `resource`; `defineEnvironment` reports that earlier and nicer.
 */
export function physicalName(
  resource: NamedResource,
  id: EnvironmentId,
  ...parts: readonly string[]
): string {
  const name = [id.app, id.name, ...parts].join('-');
  const limit = NAME_LIMITS[resource];
  if (name.length > limit) {
    throw new Error(
      `${resource} name "${name}" has ${name.length} characters, AWS allows ${limit}. Shorten app or name.`,
    );
  }
  return name;
}
