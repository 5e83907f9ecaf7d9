import type { TargetGroups } from '../load-balancer/target-groups';
import type { AccountEvents } from './account-events';
import { breakerTrips } from './breaker';
import { ProviderChoice } from './capacity-choice';
import type { Clock } from './clock';
import { conditionOf, type TaskCondition } from './condition';
import { breakerOf, type Deployments } from './deployments';
import { Failures } from './failures';
import { findDefinition } from './find';
import { taskBounds } from './percent';
import { plan, type Stop } from './plan';
import { addEvent, words } from './service-events';
import { taskTags } from './task-tags';
import { livingTasks, primaryOf } from './state';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './state';
import type { TaskLives } from './task-lives';

/** Target health changes without a word to anybody, so it is looked at: often while something is to happen. */
const TICK_MS = 200;
const STEADY_TICK_MS = 1000;

export interface SchedulerParts {
  readonly groups: TargetGroups;
  readonly clock: Clock;
  readonly events: AccountEvents;
  readonly deployments: Deployments;
  readonly note: (text: string) => void;
  readonly lives: () => TaskLives;
}

/**
 * Makes of every service what it is to be. It is woken by whatever happens to a service's tasks and by its own tick,
 * looks at the whole service and does the next step; nothing is remembered between two looks but what AWS counts.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class Scheduler {
  #ended = false;
  readonly #failures: Failures;

  constructor(private readonly parts: SchedulerParts) {
    this.#failures = new Failures(parts.clock, parts.events);
  }

  /** Soon, and once for all that happens until then. */
  wake(service: ServiceRecord): void {
    if (service.running.woken || this.#ended) return;
    service.running.woken = true;
    queueMicrotask(() => {
      service.running.woken = false;
      try {
        if (!this.#ended) this.#look(service);
      } catch (error) {
        // One service that cannot be looked at is no reason to end all of the cloud.
        this.parts.note(`ECS service ${service.arn} could not be scheduled: ${String(error)}`);
      }
    });
  }

  /** No task is started or stopped from now on, until {@link resume}. */
  end(services: readonly ServiceRecord[]): void {
    this.#ended = true;
    for (const service of services) service.running.cancelTick?.();
  }

  resume(): void {
    this.#ended = false;
  }

  /**
   * After a stop of the cloud: each deployment gets as many tasks as it had. Nothing counts as failed by that, and a
   * rollout in the middle goes on from where it was.
   */
  bringBack(service: ServiceRecord, before: ReadonlyMap<DeploymentRecord, number>): void {
    service.running.returning = true;
    service.steady = false;
    for (const deployment of service.deployments) {
      const count = before.get(deployment) ?? 0;
      if (count > 0) this.#start(deployment, count);
    }
    this.wake(service);
  }

  /** A task of a service changed. One that ended before it was of any use counts as failed. */
  taskChanged(record: TaskRecord): void {
    const { deployment, task } = record;
    if (!deployment) return;
    if (task.lastStatus === 'STOPPED' && !record.end && !record.wasHealthy) this.#failures.count(record);
    this.wake(deployment.service);
  }

  #look(service: ServiceRecord): void {
    service.running.cancelTick?.();
    if (service.status === 'INACTIVE') return;
    const conditions = this.#conditions(service);
    const isOther =
      this.#trip(service) || (service.status === 'ACTIVE' && this.parts.deployments.undo(service));
    this.#act(service, conditions);
    this.#settle(service);
    if (isOther) this.wake(service);
    const tick = tickOf(service);
    if (tick !== undefined)
      service.running.cancelTick = this.parts.clock.after(tick, () => this.wake(service));
  }

  #conditions(service: ServiceRecord): Map<TaskRecord, TaskCondition> {
    const now = this.parts.clock.now();
    const found = new Map<TaskRecord, TaskCondition>();
    for (const task of livingTasks(service)) {
      if (task.task.desiredStatus === 'STOPPED') continue;
      const condition = conditionOf(task, { groups: this.parts.groups, now });
      found.set(task, condition);
      if (condition.condition === 'healthy' && !task.wasHealthy) this.#failures.firstHealthy(task);
      if (condition.condition === 'unhealthy') this.#failures.count(task);
    }
    return found;
  }

  #trip(service: ServiceRecord): boolean {
    const primary = primaryOf(service);
    if (service.status !== 'ACTIVE' || primary?.rolloutState !== 'IN_PROGRESS') return false;
    if (!breakerTrips(primary.failedTasks, service.desiredCount, breakerOf(service))) return false;
    this.parts.deployments.trip(primary);
    return true;
  }

  #act(service: ServiceRecord, conditions: ReadonlyMap<TaskRecord, TaskCondition>): void {
    const primary = primaryOf(service);
    if (!primary) return;
    const desired = service.status === 'ACTIVE' ? service.desiredCount : 0;
    const next = plan({
      desired,
      bounds: taskBounds(desired, service.settings.deploymentConfiguration),
      mayStart: this.#failures.mayStart(primary),
      stalled: service.status === 'ACTIVE' && primary.stalled,
      tasks: [...conditions].map(([task, { condition }]) => ({
        id: task.id,
        primary: task.deployment === primary,
        condition,
        served: task.wasHealthy,
      })),
    });
    if (next.stop.length > 0) this.#stop(service, next.stop, conditions);
    if (next.start > 0) this.#start(primary, next.start, next.replaces);
  }

  #start(deployment: DeploymentRecord, count: number, replaces = 0): void {
    const { service, revision } = deployment;
    const definition = findDefinition(service.cluster.region, revision.taskDefinition);
    if (!definition) return;
    const providers = new ProviderChoice(
      revision.capacityProviderStrategy ?? [],
      livingTasks(service, deployment).flatMap(({ task }) =>
        task.desiredStatus === 'RUNNING' ? task.capacityProviderName : [],
      ),
    );
    const started = Array.from({ length: count }, () =>
      this.parts.lives().start({
        cluster: service.cluster,
        definition,
        deployment,
        task: {
          group: `service:${service.name}`,
          startedBy: deployment.id,
          launchType: revision.launchType ?? 'FARGATE',
          ...providers.next(),
          enableExecuteCommand: service.settings.enableExecuteCommand ?? false,
        },
      }),
    );
    for (const task of started) taskTags(service, task);
    const ids = started.map(({ id }) => id);
    addEvent(service, this.parts.clock, replaces > 0 ? words.replaced(ids, replaces) : words.started(ids));
  }

  #stop(
    service: ServiceRecord,
    stops: readonly Stop[],
    conditions: ReadonlyMap<TaskRecord, TaskCondition>,
  ): void {
    const draining = stops.filter(
      ({ id }) => (service.cluster.tasks.get(id)?.running.targets.length ?? 0) > 0,
    ).length;
    for (const { id } of stops) {
      const task = service.cluster.tasks.get(id);
      if (!task) continue;
      const failing = conditions.get(task)?.failing;
      if (failing) {
        const why = failing.health.description ?? failing.health.reason ?? 'Health checks failed';
        const { containerPort, targetGroupArn } = failing;
        addEvent(service, this.parts.clock, words.unhealthy(id, containerPort, targetGroupArn, why));
      }
      void this.parts.lives().stop(task, {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: failing
          ? `Task failed ELB health checks in (target-group ${failing.targetGroupArn})`
          : `Scaling activity initiated by (deployment ${primaryOf(service)?.id})`,
      });
    }
    if (draining > 0) addEvent(service, this.parts.clock, words.draining(draining));
    addEvent(service, this.parts.clock, words.stopped(stops.map(({ id }) => id)));
  }

  /** What is over is told: old deployments that are gone, a deployment that is complete, a service that is deleted. */
  #settle(service: ServiceRecord): void {
    const primary = primaryOf(service);
    this.parts.deployments.forgetOver(service);
    const living = livingTasks(service);
    if (service.status === 'DRAINING' && living.length === 0) {
      service.status = 'INACTIVE';
      this.parts.deployments.end(service);
      return;
    }
    const isThere =
      service.status === 'ACTIVE' &&
      primary !== undefined &&
      living.length === service.desiredCount &&
      living.every((task) => task.deployment === primary && isWell(task, this.parts));
    if (!isThere || primary.stalled) {
      service.steady = false;
      return;
    }
    if (primary.rolloutState === 'IN_PROGRESS') {
      if (!this.parts.deployments.mayComplete(primary)) return;
      this.parts.deployments.complete(primary);
      this.parts.deployments.forgetOver(service);
    }
    if (service.steady) return;
    service.steady = true;
    service.running.returning = false;
    addEvent(service, this.parts.clock, words.steady);
    this.parts.events.serviceActed(service, 'SERVICE_STEADY_STATE');
  }
}

/** A service that is steady hears of its tasks; only their targets it has to look at. */
function tickOf(service: ServiceRecord): number | undefined {
  const primary = primaryOf(service);
  if (!primary) return undefined;
  if ((!service.steady && !primary.stalled) || primary.rollbackRequestedAt) return TICK_MS;
  return livingTasks(service).some(({ running }) => running.targets.length > 0) ? STEADY_TICK_MS : undefined;
}

function isWell(task: TaskRecord, { groups, clock }: SchedulerParts): boolean {
  return (
    task.task.desiredStatus === 'RUNNING' &&
    conditionOf(task, { groups, now: clock.now() }).condition === 'healthy'
  );
}
