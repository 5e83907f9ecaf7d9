import type { PlanJson, ResourceChangeJson, Values } from './plan-json';

/** Attributes by which AWS, or the provider, refuses to delete a resource, and what switches each off. */
interface Protection {
  readonly attribute: string;
  readonly lifted: boolean;
  /** Without these, the provider does not take the resource's configuration; copied from what is there. */
  readonly required: readonly string[];
  /** Set along with it. */
  readonly with?: Values;
  readonly meaning: string;
}

const PROTECTIONS: { readonly [type: string]: Protection } = {
  aws_db_instance: {
    attribute: 'deletion_protection',
    lifted: false,
    required: ['instance_class'],
    // RDS would otherwise wait for the maintenance window.
    with: { apply_immediately: true },
    meaning: 'RDS no longer refuses to delete the database',
  },
  aws_rds_cluster: {
    attribute: 'deletion_protection',
    lifted: false,
    required: ['engine'],
    with: { apply_immediately: true },
    meaning: 'RDS no longer refuses to delete the cluster',
  },
  aws_lb: {
    attribute: 'enable_deletion_protection',
    lifted: false,
    required: ['subnets'],
    meaning: 'AWS no longer refuses to delete the load balancer',
  },
  aws_dynamodb_table: {
    attribute: 'deletion_protection_enabled',
    lifted: false,
    required: ['name', 'hash_key', 'attribute'],
    meaning: 'AWS no longer refuses to delete the table',
  },
  aws_s3_bucket: {
    attribute: 'force_destroy',
    lifted: true,
    required: [],
    meaning: 'deleting the bucket deletes every object and version in it',
  },
  aws_ecr_repository: {
    attribute: 'force_delete',
    lifted: true,
    required: ['name'],
    meaning: 'deleting the repository deletes every image in it',
  },
  aws_route53_zone: {
    attribute: 'force_destroy',
    lifted: true,
    required: ['name'],
    meaning: 'deleting the zone deletes every record in it',
  },
};

/** One attribute that must be switched before a resource can go. */
export interface ProtectionLift {
  readonly address: string;
  readonly attribute: string;
  /** Its new value. */
  readonly value: boolean;
  /** What that means, for the person who confirms it. */
  readonly meaning: string;
}

/** Protection that somebody switched on: AWS would refuse. A bucket that must be empty first is not meant. */
export function switchedOnProtection(resource: ResourceChangeJson | undefined): string[] {
  const protection = resource && PROTECTIONS[resource.type];
  if (!protection || protection.lifted || resource.change.before?.[protection.attribute] !== true) return [];
  return [protection.attribute];
}

/** What has to be switched before the `allowed` deletions and replacements of a plan can succeed. */
export function protectionToLift(plan: PlanJson, allowed: readonly string[]): ProtectionLift[] {
  return inTheWay(plan, allowed).map(
    ({ resource: { address }, protection: { attribute, lifted: value, meaning } }) => ({
      address,
      attribute,
      value,
      meaning,
    }),
  );
}

interface Stack {
  readonly terraform?: unknown;
  readonly provider?: unknown;
  readonly resource?: {
    readonly [type: string]: { readonly [name: string]: { readonly provider?: unknown } };
  };
}

/**
 * A configuration that does nothing but {@link protectionToLift}: the named resources alone, with the attribute switched and
 * everything else about them ignored. References become the values that are there, so that a plan which targets these
 * addresses draws in nothing else, whatever else is waiting to be applied; and it works for a resource that has left
 * the configuration. `undefined` if nothing needs switching.
 *
 * @param stack the environment's `cdk.tf.json`, for its backend and providers
 */
export function liftProtectionStack(
  stack: Stack,
  plan: PlanJson,
  allowed: readonly string[],
): Stack | undefined {
  const resource: { [type: string]: { [name: string]: Values } } = {};
  for (const {
    resource: { type, name, change },
    protection,
  } of inTheWay(plan, allowed)) {
    const before = change.before ?? {};
    const provider = stack.resource?.[type]?.[name]?.provider;
    const set = { [protection.attribute]: protection.lifted, ...protection.with };
    (resource[type] ??= {})[name] = {
      ...Object.fromEntries(protection.required.map((attribute) => [attribute, before[attribute]])),
      ...set,
      ...(provider === undefined ? {} : { provider }),
      lifecycle: { ignore_changes: Object.keys(before).filter((key) => key !== 'id' && !(key in set)) },
    };
  }
  if (Object.keys(resource).length === 0) return undefined;
  return { terraform: stack.terraform, provider: stack.provider, resource };
}

/**
 * Proves that a plan of {@link liftProtectionStack} does what was shown and nothing else.
 *
 * @returns what it does beyond that; empty if it may be applied
 */
export function beyondLiftingProtection(plan: PlanJson, steps: readonly ProtectionLift[]): string[] {
  return (plan.resource_changes ?? []).flatMap(({ address, type, change: { actions, before, after } }) => {
    if (actions.join() === 'no-op') return [];
    const step = steps.find((candidate) => candidate.address === address);
    if (!step || actions.join() !== 'update') return [`${actions.join(' and ')} ${address}`];
    const meant = new Set([step.attribute, ...Object.keys(PROTECTIONS[type]?.with ?? {})]);
    return Object.keys({ ...before, ...after })
      .filter((key) => !meant.has(key) && JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]))
      .map((key) => `change ${key} of ${address}`);
  });
}

function inTheWay(plan: PlanJson, allowed: readonly string[]) {
  return (plan.resource_changes ?? []).flatMap((resource) => {
    const protection = PROTECTIONS[resource.type];
    const { actions, before } = resource.change;
    const goes = actions.includes('delete') && resource.deposed === undefined;
    const named = allowed.includes(resource.address) && resource.index === undefined;
    return protection && goes && named && before?.[protection.attribute] !== protection.lifted
      ? [{ resource, protection }]
      : [];
  });
}
