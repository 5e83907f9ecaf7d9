import type { DeploymentCircuitBreaker, ThresholdConfiguration } from '@aws-sdk/client-ecs';

/**
 * How many tasks may fail before the circuit breaker gives a deployment up: half of the desired count, rounded up, but
 * no less than 3 and no more than 200, unless the service says otherwise.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function failureThreshold(
  desired: number,
  { type = 'BOUNDED_PERCENT', value = 50 }: Partial<ThresholdConfiguration> = {},
): number {
  if (type === 'COUNT') return value;
  const share = Math.ceil((desired * value) / 100);
  return type === 'UNBOUNDED_PERCENT' ? Math.max(share, 1) : Math.min(Math.max(share, 3), 200);
}

export function breakerTrips(
  failedTasks: number,
  desired: number,
  breaker: DeploymentCircuitBreaker | undefined,
): boolean {
  return breaker?.enable === true && failedTasks >= failureThreshold(desired, breaker.thresholdConfiguration);
}
