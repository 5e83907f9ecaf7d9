import type { AccountOptions } from '../credentials';
import type { ApiAnswer, ApiCall, ApiService } from '../gateway/api-service';
import type { Backend } from '../gateway/backend';
import type { TargetGroups } from '../load-balancer/target-groups';
import type { TaskLauncher } from '../tasks/task-launcher';
import { AccountEvents } from './account-events';
import { accountSettingOperations } from './account-settings';
import { rootOf } from './arn';
import { capacityProviderOperations } from './capacity-providers';
import { systemClock, type Clock } from './clock';
import { clusterOperations } from './clusters';
import { containerInstanceOperations } from './container-instances';
import { Deployments } from './deployments';
import { EcsError } from './ecs-error';
import { execOperations, type ExecSessions } from './exec-sessions';
import { activeServiceOf, clusterOf } from './find';
import { restoreEcs, saveEcs, type SavedEcs } from './saved-ecs';
import { Scheduler } from './scheduler';
import { serviceDeploymentOperations } from './service-deployments';
import { serviceOperations } from './services';
import { EcsState, type DeploymentRecord, type RegionRecord, type TaskRecord } from './state';
import { tagOperations } from './tags';
import { taskDefinitionOperations } from './task-definitions';
import { TaskLives } from './task-lives';
import { taskOperations } from './tasks';
import type { AccountFacts } from './validation/account-facts';
import { validate } from './validation/validate';
import { readRequest, writeError, writeResponse } from './wire';

/** Longer than any stop timeout that a task may have here. */
const END_MS = 5000;

export interface EcsServiceOptions {
  readonly launcher: TaskLauncher;
  readonly targets: TargetGroups;
  readonly backend: Backend;
  /** What a request is checked against that is not ECS's. */
  readonly account: AccountFacts;
  readonly sessions: ExecSessions;
  /** @default the machine's */
  readonly clock?: Clock;
  /** Told what went wrong on the side. @default nobody */
  readonly note?: (text: string) => void;
}

/** Operations by name. A request is what its client sent: its types are the client's promise, no more. */
interface Operations {
  readonly [operation: string]: (
    region: RegionRecord,
    input: never,
    principal: string,
  ) => object | Promise<object>;
}

/**
 * ECS with Fargate, which really runs its tasks: the API as the SDKs, the Terraform provider and the `aws` command line
 * speak it, and the scheduler behind it.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html
 */
export class EcsService implements ApiService {
  readonly #state = new EcsState();
  readonly #clock: Clock;
  readonly #lives: TaskLives;
  readonly #scheduler: Scheduler;
  readonly #operations: Operations;
  readonly #account: AccountFacts;

  constructor({
    launcher,
    targets,
    backend,
    account,
    sessions,
    clock = systemClock,
    note = () => undefined,
  }: EcsServiceOptions) {
    const events = new AccountEvents(backend, clock, note);
    const deployments = new Deployments(clock, events);
    const scheduler = new Scheduler({
      groups: targets,
      clock,
      events,
      deployments,
      note,
      lives: () => this.#lives,
    });
    const changed = (task: TaskRecord) => scheduler.taskChanged(task);
    this.#clock = clock;
    this.#account = account;
    this.#scheduler = scheduler;
    this.#lives = new TaskLives({ launcher, targets, clock, events, changed });
    this.#operations = {
      ...clusterOperations,
      ...capacityProviderOperations,
      ...taskDefinitionOperations({ clock }),
      ...serviceOperations({ clock, scheduler, deployments }),
      ...taskOperations({ lives: this.#lives, clock }),
      ...serviceDeploymentOperations({ deployments, scheduler }),
      ...tagOperations,
      ...accountSettingOperations,
      ...containerInstanceOperations,
      ...execOperations({ sessions }),
    };
  }

  /** Every operation that there is here. */
  get operations(): string[] {
    return Object.keys(this.#operations);
  }

  async answer(call: ApiCall): Promise<ApiAnswer | undefined> {
    if (call.service !== 'ecs') return undefined;
    try {
      const operation = Object.hasOwn(this.#operations, call.operation) && this.#operations[call.operation];
      if (!operation) {
        // As what stands before moto says it of every other service.
        throw new EcsError('NotImplemented', `The embedded cloud does not know ecs ${call.operation}.`, 501);
      }
      const region = this.#state.region(call);
      const input = readRequest(call.body);
      await validate(call.operation, input, { region, account: this.#account });
      return writeResponse(await operation(region, input as never, call.principal ?? rootOf(call)));
    } catch (error) {
      return writeError(error);
    }
  }

  /**
   * What Application Auto Scaling does as soon as a service is registered with it: a desired count outside of its
   * limits is moved to the nearest one. A service that is not there is left alone.
   */
  clampDesiredCount(
    where: AccountOptions,
    {
      cluster,
      service: name,
      min,
      max,
    }: { readonly cluster: string; readonly service: string; readonly min: number; readonly max: number },
  ): void {
    try {
      const service = activeServiceOf(clusterOf(this.#state.region(where), cluster), name);
      const count = Math.min(Math.max(service.desiredCount, min), max);
      if (count === service.desiredCount) return;
      service.desiredCount = count;
      service.steady = false;
      this.#scheduler.wake(service);
    } catch (error) {
      if (!(error instanceof EcsError)) throw error;
    }
  }

  save(): SavedEcs {
    return saveEcs(this.#state);
  }

  restore(saved: SavedEcs): void {
    restoreEcs(this.#state, saved);
  }

  /** Tasks of services run again; those that ran on their own are over. */
  async resume(): Promise<void> {
    for (const cluster of this.#state.clusters()) {
      const before = new Map<DeploymentRecord, number>();
      for (const task of cluster.tasks.values()) {
        const { deployment } = task;
        if (deployment && task.task.desiredStatus === 'RUNNING')
          before.set(deployment, (before.get(deployment) ?? 0) + 1);
        this.#lives.endedWithCloud(task);
      }
      for (const service of cluster.services.values()) this.#scheduler.bringBack(service, before);
    }
  }

  async reset(): Promise<void> {
    await this.stop();
    this.#state.forget();
    this.#scheduler.resume();
  }

  /** Nobody drains: whatever runs is told to end, and waited for a little. */
  async stop(): Promise<void> {
    const clusters = this.#state.clusters();
    this.#scheduler.end(clusters.flatMap(({ services }) => [...services.values()]));
    const tasks = clusters.flatMap((cluster) => [...cluster.tasks.values()]);
    for (const task of tasks) this.#lives.kill(task);
    await this.#ended(tasks);
  }

  #ended(tasks: readonly TaskRecord[]): Promise<void> {
    const isOver = () => tasks.every(({ task }) => task.lastStatus === 'STOPPED');
    return new Promise((resolve) => {
      const deadline = this.#clock.now().getTime() + END_MS;
      const look = () => {
        if (isOver() || this.#clock.now().getTime() >= deadline) resolve();
        else this.#clock.after(20, look);
      };
      look();
    });
  }
}
