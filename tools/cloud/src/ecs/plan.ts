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
}

/**
 * What a service does next. Applied again and again it ends with the desired number of healthy primary tasks and
 * nothing else, and on the way there are never fewer healthy tasks than the minimum (where there were enough before)
 * and never more starting or running ones than the maximum.
 *
 * Old tasks go one for one as new ones become healthy. They go earlier, down to the minimum, only where the maximum
 * leaves no room for the new ones.
 */
export function plan({ desired, bounds, tasks, mayStart, stalled }: PlanInput): Plan {
  const unhealthy = tasks.filter(({ condition }) => condition === 'unhealthy');
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
  const kept = tasks.length - unhealthy.length - extra.length - neverServed.length;
  const replaced = Math.max(spare - desired, 0);
  const forRoom = missing > 0 ? Math.max(missing - (bounds.max - kept), 0) : 0;
  const stoppable = Math.max(spare - bounds.min, 0);
  const retired = stalled ? [] : old.slice(0, Math.min(Math.max(replaced, forRoom), stoppable));

  const room = bounds.max - (kept - retired.length);
  return {
    start: stalled || !mayStart ? 0 : Math.max(Math.min(missing, room), 0),
    stop: [
      ...unhealthy.map(({ id }): Stop => ({ id, why: 'unhealthy' })),
      ...[...extra, ...neverServed, ...retired].map(({ id }): Stop => ({ id, why: 'surplus' })),
    ],
  };
}
