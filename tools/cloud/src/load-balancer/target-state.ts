import type { TargetHealth } from './target-groups';

export type CheckResult = { readonly passed: true } | CheckFailure;

export interface CheckFailure {
  readonly passed: false;
  /** Such as `Target.Timeout`. */
  readonly reason: string;
  readonly description: string;
}

/** What a registered target's health checks have shown so far. */
export interface CheckedState {
  readonly state: 'registering' | 'initial' | 'healthy' | 'unhealthy';
  /** Checks in a row that speak against the state. */
  readonly against: number;
  /** Why the target is not healthy. */
  readonly failure?: CheckFailure;
}

export interface Thresholds {
  readonly healthy: number;
  readonly unhealthy: number;
}

export const REGISTERING: CheckedState = { state: 'registering', against: 0 };

/** The first check is on its way. */
export function whenChecking(before: CheckedState): CheckedState {
  return before.state === 'registering' ? { ...before, state: 'initial' } : before;
}

/**
 * The state after one more check. A new target is healthy after one success, whatever the healthy threshold: that
 * one is for targets that have been unhealthy.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function afterCheck(
  before: CheckedState,
  result: CheckResult,
  { healthy, unhealthy }: Thresholds,
): CheckedState {
  if (result.passed) {
    if (before.state !== 'unhealthy') return { state: 'healthy', against: 0 };
    const against = before.against + 1;
    return against >= healthy ? { state: 'healthy', against: 0 } : { ...before, against };
  }
  if (before.state === 'unhealthy') return { state: 'unhealthy', against: 0, failure: result };
  const against = before.against + 1;
  if (against >= unhealthy) return { state: 'unhealthy', against: 0, failure: result };
  return { state: before.state === 'healthy' ? 'healthy' : 'initial', against };
}

/** The state in AWS's words. */
export function describeState({ state, failure }: CheckedState): TargetHealth {
  switch (state) {
    case 'registering':
      return {
        state: 'initial',
        reason: 'Elb.RegistrationInProgress',
        description: 'Target registration is in progress',
      };
    case 'initial':
      return {
        state: 'initial',
        reason: 'Elb.InitialHealthChecking',
        description: 'Initial health checks in progress',
      };
    case 'healthy':
      return { state: 'healthy' };
    case 'unhealthy':
      return { state: 'unhealthy', reason: failure?.reason, description: failure?.description };
  }
}

export const DRAINING: TargetHealth = {
  state: 'draining',
  reason: 'Target.DeregistrationInProgress',
  description: 'Target deregistration is in progress',
};

export const NOT_REGISTERED: TargetHealth = {
  state: 'unused',
  reason: 'Target.NotRegistered',
  description: 'Target is not registered to the target group',
};

export const NOT_IN_USE: TargetHealth = {
  state: 'unused',
  reason: 'Target.NotInUse',
  description: 'Target group is not configured to receive traffic from the load balancer',
};
