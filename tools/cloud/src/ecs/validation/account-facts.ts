import type { AccountOptions } from '../../credentials';

/** A target group as ECS looks at it before it takes a service. */
export interface KnownTargetGroup {
  /** `ip`, `instance`, `lambda` or `alb`. */
  readonly targetType: string;
  /** Whether a listener or a rule of one leads to it. */
  readonly isUsed: boolean;
}

/** What of the account ECS asks other services for. Each is asked for only when a request names it. */
export interface AccountFacts {
  /** The VPC of each subnet that there is, by its id. */
  subnets(where: AccountOptions, ids: readonly string[]): Promise<VpcById>;
  /** Likewise of security groups. */
  securityGroups(where: AccountOptions, ids: readonly string[]): Promise<VpcById>;
  /** @returns `undefined` when there is none */
  targetGroup(where: AccountOptions, arn: string): Promise<KnownTargetGroup | undefined>;
  hasRole(where: AccountOptions, arn: string): Promise<boolean>;
}

export type VpcById = ReadonlyMap<string, string>;

/** Asks for each target group and role once: for one request. */
export function remembering(facts: AccountFacts): AccountFacts {
  const groups = new Map<string, ReturnType<AccountFacts['targetGroup']>>();
  const roles = new Map<string, ReturnType<AccountFacts['hasRole']>>();
  return {
    subnets: (where, ids) => facts.subnets(where, ids),
    securityGroups: (where, ids) => facts.securityGroups(where, ids),
    targetGroup: (where, arn) => remembered(groups, arn, () => facts.targetGroup(where, arn)),
    hasRole: (where, arn) => remembered(roles, arn, () => facts.hasRole(where, arn)),
  };
}

function remembered<T>(known: Map<string, T>, key: string, ask: () => T): T {
  const found = known.get(key) ?? ask();
  known.set(key, found);
  return found;
}
