import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';

/**
 * The target group that a request is forwarded to: each as often as its weight says. A group without targets is
 * chosen too, as the load balancer does not look.
 *
 * @param random from 0 up to 1
 * @returns `undefined` when every weight is 0
 */
export function chosenGroup({ ForwardConfig, TargetGroupArn }: Action, random: number): string | undefined {
  const groups = ForwardConfig?.TargetGroups ?? [];
  if (groups.length === 0) return TargetGroupArn;
  if (groups.length === 1) return groups[0]?.TargetGroupArn;
  const weights = groups.map(({ Weight }) => Weight ?? 1);
  let left = random * weights.reduce((sum, weight) => sum + weight, 0);
  return groups.find((_, index) => (left -= weights[index] ?? 0) < 0)?.TargetGroupArn;
}
