import type { TargetGroups, TargetHealth } from '../load-balancer/target-groups';
import type { PlannedTask } from './plan';
import type { RegisteredTarget, TaskRecord } from './state';

/**
 * How long a task that nothing health-checks must have run before it counts as healthy. AWS needs none by its words;
 * its scheduler looks every few seconds, so that there a process which crashes at once is not taken for a success
 * either.
 */
export const SETTLED_MS = 2000;

export interface TaskCondition {
  readonly condition: PlannedTask['condition'];
  /** The target whose health checks fail. */
  readonly failing?: RegisteredTarget & { readonly health: TargetHealth };
}

/** What the scheduler takes a task for. */
export function conditionOf(
  { task, running, deployment, cluster }: TaskRecord,
  { groups, now }: { readonly groups: Pick<TargetGroups, 'health'>; readonly now: Date },
): TaskCondition {
  if (task.lastStatus !== 'RUNNING' || !task.startedAt) return { condition: 'waiting' };
  const ran = now.getTime() - task.startedAt.getTime();
  if ((deployment?.revision.loadBalancers ?? []).length === 0) {
    return { condition: ran >= SETTLED_MS ? 'healthy' : 'waiting' };
  }
  const found = running.targets.map((target) => ({
    ...target,
    health: groups.health(cluster.region, target.targetGroupArn, target.target),
  }));
  const graceMs = (deployment?.service.settings.healthCheckGracePeriodSeconds ?? 0) * 1000;
  for (const { health, ...target } of found) {
    if (health?.state === 'unhealthy' && ran >= graceMs) {
      return { condition: 'unhealthy', failing: { ...target, health } };
    }
  }
  const isHealthy = found.length > 0 && found.every(({ health }) => health?.state === 'healthy');
  return { condition: isHealthy ? 'healthy' : 'waiting' };
}
