import type { EnvironmentId } from '../environment';

/** Longest name that AWS takes, by resource. Sources: each resource's API reference, 2026-11. */
const NAME_LIMITS = {
  'load-balancer': 32,
  'db-instance': 63,
  'iam-role': 64,
  bucket: 63,
  cluster: 255,
  'autoscaling-group': 255,
  'task-family': 255,
  topic: 256,
  alarm: 255,
  dashboard: 255,
  'log-group': 512,
  firewall: 128,
  'origin-access-control': 64,
  key: 250,
  // 255, less the 26 characters that Terraform appends to a prefix.
  'security-group': 228,
  'name-tag': 256,
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
  const name = joinedName(id, ...parts);
  const limit = nameLimit(resource);
  if (name.length > limit) {
    throw new Error(
      `${resource} name "${name}" has ${name.length} characters, AWS allows ${limit}. Shorten app or name.`,
    );
  }
  return name;
}

/** `<app>-<env>[-<part>…]`, of any length. For names use {@link physicalName}. */
export function joinedName(id: EnvironmentId, ...parts: readonly string[]): string {
  return [id.app, id.name, ...parts].join('-');
}

/** Characters that AWS allows in the name of such a resource. */
export function nameLimit(resource: NamedResource): number {
  return NAME_LIMITS[resource];
}
