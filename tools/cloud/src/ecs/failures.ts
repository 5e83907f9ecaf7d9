import type { AccountEvents } from './account-events';
import type { Clock } from './clock';
import { breakerOf } from './deployments';
import { addEvent, words } from './service-events';
import type { DeploymentRecord, TaskRecord } from './state';
import { restartDelayMs, SHORTEST_START_MS } from './throttle';

/**
 * Counts the tasks of a deployment that were of no use: what the circuit breaker looks at, and what slows restarts
 * down. A task counts once, and a task that becomes healthy sets the count back.
 */
export class Failures {
  constructor(
    private readonly clock: Clock,
    private readonly events: AccountEvents,
  ) {}

  /** The task works. */
  firstHealthy(record: TaskRecord): void {
    record.wasHealthy = true;
    const { deployment } = record;
    if (!deployment) return;
    deployment.failuresInARow = 0;
    if (breakerOf(deployment.service)?.resetOnHealthyTask === false) return;
    if (deployment.rolloutState === 'IN_PROGRESS') this.#setFailures(deployment, 0);
  }

  /** The task was of no use. */
  count(record: TaskRecord): void {
    const { deployment } = record;
    if (!deployment || record.counted) return;
    record.counted = true;
    deployment.failuresInARow += 1;
    deployment.lastFailureAt = this.clock.now();
    if (!record.wasHealthy) deployment.lastFailedStartAt = deployment.lastFailureAt;
    if (deployment.rolloutState === 'IN_PROGRESS') this.#setFailures(deployment, deployment.failedTasks + 1);
    if (
      restartDelayMs(deployment.failuresInARow) > 0 &&
      restartDelayMs(deployment.failuresInARow - 1) === 0
    ) {
      addEvent(deployment.service, this.clock, words.impaired);
      this.events.serviceActed(deployment.service, 'SERVICE_TASK_START_IMPAIRED');
    }
  }

  #setFailures(deployment: DeploymentRecord, count: number): void {
    deployment.failedTasks = count;
    deployment.updatedAt = this.clock.now();
    // What was given up keeps the count that it was given up for; its roll back has the same record.
    const { breaker } = deployment.history;
    if (breaker.status === 'MONITORING') breaker.failureCount = count;
  }

  /** Whether the time that the last failure costs is over. */
  mayStart({ failuresInARow, lastFailureAt, lastFailedStartAt }: DeploymentRecord): boolean {
    const since = (time: Date | undefined) => (time ? this.clock.now().getTime() - time.getTime() : Infinity);
    return (
      since(lastFailureAt) >= restartDelayMs(failuresInARow) && since(lastFailedStartAt) >= SHORTEST_START_MS
    );
  }
}
