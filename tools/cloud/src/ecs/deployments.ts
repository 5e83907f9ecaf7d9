import type { AccountEvents } from './account-events';
import { ecsArn, newNumber, newServiceDeploymentId } from './arn';
import { failureThreshold } from './breaker';
import type { Clock } from './clock';
import { addEvent, words } from './service-events';
import { livingTasks, primaryOf } from './state';
import type { DeploymentRecord, RevisionRecord, ServiceDeploymentRecord, ServiceRecord } from './state';

/** What a revision is made of. */
export type RevisionContent = Omit<
  RevisionRecord,
  'serviceRevisionArn' | 'serviceArn' | 'clusterArn' | 'createdAt'
>;

/** How long a deployment is the one that failed, before it is one that is rolled back: who asks every second sees it. */
const SHORTEST_FAILURE_MS = 2500;

/**
 * A roll back lasts no less, also where all tasks are there already: AWS takes several seconds to see that, and tools
 * that ask every second are to see it, too.
 */
const SHORTEST_ROLLBACK_MS = 3000;

/** Begins and ends deployments. What runs for them is the scheduler's. */
export class Deployments {
  constructor(
    private readonly clock: Clock,
    private readonly events: AccountEvents,
  ) {}

  /** The service is to become this. A deployment that is still on its way is superseded. */
  start(service: ServiceRecord, content: RevisionContent): DeploymentRecord {
    const now = this.clock.now();
    this.#supersede(
      service,
      'Service deployment was stopped because a newer service deployment was started.',
    );
    const revision: RevisionRecord = {
      serviceRevisionArn: this.#arn(service, 'service-revision', newNumber()),
      serviceArn: service.arn,
      clusterArn: service.cluster.arn,
      createdAt: now,
      ...content,
    };
    service.revisions.push(revision);
    const history: ServiceDeploymentRecord = {
      arn: this.#arn(service, 'service-deployment', newServiceDeploymentId()),
      createdAt: now,
      updatedAt: now,
      sourceRevisionArns: [
        ...new Set(service.deployments.map((deployment) => deployment.revision.serviceRevisionArn)),
      ],
      targetRevisionArn: revision.serviceRevisionArn,
      status: 'IN_PROGRESS',
      breaker: {
        status: breakerOf(service)?.enable ? 'MONITORING' : 'DISABLED',
        failureCount: 0,
        threshold: failureThreshold(service.desiredCount, breakerOf(service)?.thresholdConfiguration),
      },
    };
    service.history.unshift(history);
    return this.#begin(service, revision, history);
  }

  /** Those go that nothing runs for any more. One that failed is shown as long as it is being undone. */
  forgetOver(service: ServiceRecord): void {
    const isUndoing = primaryOf(service)?.isRollback && primaryOf(service)?.rolloutState === 'IN_PROGRESS';
    service.deployments = service.deployments.filter(
      (deployment, index) =>
        index === 0 ||
        livingTasks(service, deployment).length > 0 ||
        (isUndoing && deployment.rolloutState === 'FAILED'),
    );
  }

  /** Whether it has lasted as long as AWS's shortest. */
  mayComplete({ isRollback, createdAt }: DeploymentRecord): boolean {
    return !isRollback || this.clock.now().getTime() - createdAt.getTime() >= SHORTEST_ROLLBACK_MS;
  }

  /** The service is what it was to become. */
  complete(deployment: DeploymentRecord): void {
    const { service, history } = deployment;
    const now = this.clock.now();
    deployment.rolloutState = 'COMPLETED';
    deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`;
    deployment.updatedAt = now;
    service.lastCompleted = deployment;
    history.status = deployment.isRollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL';
    if (history.breaker.status === 'MONITORING') history.breaker.status = 'MONITORING_COMPLETE';
    history.finishedAt = history.updatedAt = now;
    addEvent(service, this.clock, words.completed(deployment.id));
    this.events.deploymentChanged(deployment, 'SERVICE_DEPLOYMENT_COMPLETED');
  }

  /** The circuit breaker gives it up: back to what was completed last, where there is that, else it stays as it is. */
  trip(deployment: DeploymentRecord): void {
    const { service, history } = deployment;
    const reason = 'ECS deployment circuit breaker: tasks failed to start.';
    history.breaker.status = 'TRIGGERED';
    this.#fail(deployment, reason);
    if (breakerOf(service)?.rollback && service.lastCompleted && !deployment.isRollback) {
      deployment.rollbackRequestedAt = history.updatedAt = this.clock.now();
      history.status = 'ROLLBACK_REQUESTED';
      history.statusReason = reason;
    } else {
      this.#finish(history, deployment.isRollback ? 'ROLLBACK_FAILED' : 'STOPPED', reason);
    }
  }

  /** Goes back from what the circuit breaker gave up. @returns whether it was time */
  undo(service: ServiceRecord): boolean {
    const failed = primaryOf(service);
    const goal = service.lastCompleted;
    if (!failed?.rollbackRequestedAt || !goal) return false;
    if (this.clock.now().getTime() - failed.rollbackRequestedAt.getTime() < SHORTEST_FAILURE_MS) return false;
    this.#goBack(failed, {
      goal,
      reason: failed.rolloutStateReason,
      text: `ECS deployment circuit breaker: rolling back to deploymentId ${goal.id}.`,
    });
    return true;
  }

  /** Somebody stops it, to go back to what was completed last. */
  rollBack(deployment: DeploymentRecord, goal: DeploymentRecord): void {
    const reason = 'Service deployment was stopped and rolled back by StopServiceDeployment.';
    this.#fail(deployment, reason);
    this.#goBack(deployment, {
      goal,
      reason,
      text: `ECS deployment: rolling back to deploymentId ${goal.id}.`,
    });
  }

  /** Somebody stops it, and what runs is to stay as it is. */
  abort(deployment: DeploymentRecord): void {
    const reason = 'Service deployment was stopped by StopServiceDeployment.';
    this.#fail(deployment, reason);
    this.#finish(deployment.history, 'STOPPED', reason);
  }

  /** The service is gone; nothing is on its way any more. */
  end(service: ServiceRecord): void {
    this.#supersede(service, 'Service deployment was stopped because the service was deleted.');
    service.deployments = [];
  }

  #begin(
    service: ServiceRecord,
    revision: RevisionRecord,
    history: ServiceDeploymentRecord,
    rollbackText?: string,
  ): DeploymentRecord {
    const now = this.clock.now();
    const id = `ecs-svc/${newNumber()}`;
    const deployment: DeploymentRecord = {
      id,
      service,
      revision,
      history,
      createdAt: now,
      updatedAt: now,
      isRollback: rollbackText !== undefined,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: rollbackText ?? `ECS deployment ${id} in progress.`,
      failedTasks: 0,
      failuresInARow: 0,
      stalled: false,
    };
    service.deployments.unshift(deployment);
    service.steady = false;
    this.events.deploymentChanged(deployment, 'SERVICE_DEPLOYMENT_IN_PROGRESS');
    return deployment;
  }

  #goBack(
    failed: DeploymentRecord,
    {
      goal,
      reason,
      text,
    }: { readonly goal: DeploymentRecord; readonly reason: string; readonly text: string },
  ): void {
    const { service, history } = failed;
    const now = this.clock.now();
    history.status = 'ROLLBACK_IN_PROGRESS';
    history.statusReason = reason;
    history.updatedAt = now;
    history.rollback = { reason, startedAt: now, serviceRevisionArn: goal.revision.serviceRevisionArn };
    addEvent(service, this.clock, words.rollingBack(goal.id));
    this.#begin(service, goal.revision, history, text);
  }

  #fail(deployment: DeploymentRecord, reason: string): void {
    deployment.rolloutState = 'FAILED';
    deployment.rolloutStateReason = reason;
    deployment.updatedAt = this.clock.now();
    deployment.stalled = true;
    addEvent(deployment.service, this.clock, words.failed(deployment.id));
    this.events.deploymentChanged(deployment, 'SERVICE_DEPLOYMENT_FAILED');
  }

  #supersede(service: ServiceRecord, reason: string): void {
    const primary = primaryOf(service);
    if (!primary || (primary.rolloutState !== 'IN_PROGRESS' && !primary.rollbackRequestedAt)) return;
    primary.updatedAt = this.clock.now();
    this.#finish(primary.history, 'STOPPED', reason);
  }

  #finish(history: ServiceDeploymentRecord, status: 'STOPPED' | 'ROLLBACK_FAILED', reason: string): void {
    const now = this.clock.now();
    history.status = status;
    history.statusReason = reason;
    history.finishedAt = history.stoppedAt = history.updatedAt = now;
    if (history.breaker.status === 'MONITORING') history.breaker.status = 'MONITORING_COMPLETE';
  }

  #arn({ cluster, name }: ServiceRecord, kind: string, id: string): string {
    return ecsArn(cluster.region, `${kind}/${cluster.name}/${name}/${id}`);
  }
}

export const breakerOf = (service: ServiceRecord) =>
  service.settings.deploymentConfiguration.deploymentCircuitBreaker;
