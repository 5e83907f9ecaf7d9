import type { TaskBounds } from './percent';

/** One task of a service that is not being stopped yet, as the scheduler sees it. */
export interface PlannedTask {
  readonly id: string;
  /** Whether it belongs to the deployment that the service is to end at. */
  readonly primary: boolean;
  /**
   * `waiting`: starts, or runs and has not shown yet that it works. `unhealthy`: its health checks fail and its grace
   * period is over.
   */
  readonly condition: 'waiting' | 'healthy' | 'unhealthy';
  /** Whether it was healthy at any time. */
  readonly served: boolean;
}

export interface PlanInput {
  readonly desired: number;
  readonly bounds: TaskBounds;
  readonly tasks: readonly PlannedTask[];
  /** Whether a task may be started now: not while throttled. */
  readonly mayStart: boolean;
  /** The primary deployment was given up and there is nothing to go back to: what runs stays. */
  readonly stalled: boolean;
}

export interface Stop {
  readonly id: string;
  readonly why: 'unhealthy' | 'surplus';
}

export interface Plan {
  readonly start: number;
  readonly stop: readonly Stop[];
  /** Of those that start, how many come for one that has become unhealthy. */
  readonly replaces: number;
}

/**
 * What a service does next. Applied again and again it ends with the desired number of healthy primary tasks and
 * nothing else, and on the way there are never fewer healthy tasks than the minimum (where there were enough before)
 * and never more starting or running ones than the maximum.
 *
 * Old tasks go one for one as new ones become healthy. They go earlier, down to the minimum, only where the maximum
 * leaves no room for the new ones.
 *
 * A task that has become unhealthy stays until another is healthy in its place: a load balancer whose targets are all
 * unhealthy still asks them. Where the maximum leaves no room for the other, it goes first, one at a time. A task that
 * was never of use goes at once.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function plan({ desired, bounds, tasks, mayStart, stalled }: PlanInput): Plan {
  const unhealthy = tasks.filter(({ condition }) => condition === 'unhealthy');
  const useless = unhealthy.filter(({ served }) => !served);
  const failing = unhealthy
    .filter(({ served }) => served)
    .sort((a, b) => Number(a.primary) - Number(b.primary));
  const waiting = tasks.filter(({ condition }) => condition === 'waiting');
  const healthy = tasks.filter(({ condition }) => condition === 'healthy');
  const primary = tasks.filter((task) => task.primary && task.condition !== 'unhealthy');

  // More of the new ones than are wanted: the desired count was lowered. Those that serve nobody yet go first.
  const extra = [...waiting, ...healthy]
    .filter((task) => task.primary)
    .slice(0, Math.max(primary.length - desired, 0));
  const neverServed = stalled ? [] : waiting.filter((task) => !task.primary);

  const spare = healthy.length - extra.filter(({ condition }) => condition === 'healthy').length;
  const old = healthy.filter((task) => !task.primary);
  const missing = desired - (primary.length - extra.length);
  const outlived = failing.length - Math.min(failing.length, Math.max(desired - spare, 0));
  const kept = tasks.length - useless.length - outlived - extra.length - neverServed.length;
  const superfluous = Math.max(spare - desired, 0);
  const forRoom = missing > 0 ? Math.max(missing - (bounds.max - kept), 0) : 0;
  const stoppable = Math.max(spare - bounds.min, 0);
  const retired = stalled ? [] : old.slice(0, Math.min(Math.max(superfluous, forRoom), stoppable));

  const starts = !stalled && mayStart;
  const full = kept - retired.length >= bounds.max;
  const cleared = starts && full && missing > 0 && primary.every(isHealthy) ? 1 : 0;
  const replaced = failing.slice(0, outlived + cleared);

  const room = bounds.max - (kept - retired.length - (replaced.length - outlived));
  const start = starts ? Math.max(Math.min(missing, room), 0) : 0;
  return {
    start,
    stop: [
      ...[...useless, ...replaced].map(({ id }): Stop => ({ id, why: 'unhealthy' })),
      ...[...extra, ...neverServed, ...retired].map(({ id }): Stop => ({ id, why: 'surplus' })),
    ],
    replaces: Math.min(start, unhealthy.filter((task) => task.primary).length),
  };
}

const isHealthy = ({ condition }: PlannedTask) => condition === 'healthy';
