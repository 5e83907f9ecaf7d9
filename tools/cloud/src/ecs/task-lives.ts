import type { TargetGroups } from '../load-balancer/target-groups';
import type { LaunchedContainer, TaskEnd, TaskLauncher } from '../tasks/task-launcher';
import type { AccountEvents } from './account-events';
import type { Clock } from './clock';
import { agentStatus, attachAddress, newTask } from './new-task';
import { addEvent, words } from './service-events';
import type { NewTask, TaskRecord } from './state';

const FORGOTTEN_AFTER_MS = 3_600_000;

export interface TaskLivesParts {
  readonly launcher: TaskLauncher;
  readonly targets: TargetGroups;
  readonly clock: Clock;
  readonly events: AccountEvents;
  /** A task of a service is in another state now. */
  readonly changed: (task: TaskRecord) => void;
}

/**
 * Takes tasks through their states.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export class TaskLives {
  constructor(private readonly parts: TaskLivesParts) {}

  start(order: NewTask): TaskRecord {
    const record = newTask(order, this.parts.clock.now());
    order.cluster.tasks.set(record.id, record);
    this.#tell(record);
    this.#launch(record, order);
    // Whoever stopped it in the meantime found nothing to stop.
    if (record.task.lastStatus === 'STOPPING') this.#end(record);
    return record;
  }

  /** No new requests, then a time for those in flight, then the end. What stops already goes on stopping. */
  async stop(record: TaskRecord, end: NonNullable<TaskRecord['end']>): Promise<void> {
    const { task } = record;
    if (record.end || task.lastStatus === 'STOPPED') return;
    record.end = end;
    task.desiredStatus = 'STOPPED';
    task.stopCode = end.stopCode;
    task.stoppedReason = end.stoppedReason;
    task.stoppingAt = this.parts.clock.now();
    if (record.running.targets.length > 0) {
      this.#become(record, 'DEACTIVATING');
      await this.#deregister(record);
      if (record.task.lastStatus !== 'DEACTIVATING') return;
    }
    this.#become(record, 'STOPPING');
    this.#end(record);
  }

  /** The cloud ends: nobody is waited for. */
  kill(record: TaskRecord): void {
    if (record.task.lastStatus === 'STOPPED') return;
    record.end ??= { stopCode: 'UserInitiated', stoppedReason: 'The embedded cloud ends.' };
    void this.#deregister(record);
    record.task.lastStatus = 'STOPPING';
    this.#end(record);
  }

  /**
   * What its process was went with the cloud. Nobody is told: it is long over. What stopped already keeps its own reason.
   */
  endedWithCloud(record: TaskRecord): void {
    const { task, end } = record;
    if (task.lastStatus !== 'STOPPED') {
      const now = this.parts.clock.now();
      task.desiredStatus = task.lastStatus = 'STOPPED';
      task.stopCode = end?.stopCode ?? 'TerminationNotice';
      task.stoppedReason = end?.stoppedReason ?? 'The embedded cloud was stopped while this task ran.';
      task.stoppingAt ??= now;
      task.executionStoppedAt = task.stoppedAt = now;
      for (const container of task.containers ?? []) {
        container.lastStatus = 'STOPPED';
        if (container.managedAgents) container.managedAgents = agentStatus('STOPPED', now);
      }
      for (const attachment of task.attachments ?? []) attachment.status = 'DELETED';
    }
    this.#forgetLater(record);
  }

  #launch(record: TaskRecord, { cluster, definition, deployment, overrides, network }: NewTask): void {
    const { account, region } = cluster.region;
    try {
      record.running.launched = this.parts.launcher.launch(
        {
          account,
          region,
          taskArn: record.arn,
          taskId: record.id,
          clusterName: cluster.name,
          definition,
          ...(overrides && { overrides }),
          ...((network ?? deployment?.revision.networkConfiguration) && {
            network: network ?? deployment?.revision.networkConfiguration,
          }),
        },
        {
          pulling: () => this.#pulling(record),
          running: (containers) => this.#running(record, containers),
          stopped: (end) => this.#stopped(record, end),
        },
      );
    } catch (error) {
      const stoppedReason = `CannotStartContainerError: ${error instanceof Error ? error.message : String(error)}`;
      this.#stopped(record, { stopCode: 'TaskFailedToStart', stoppedReason, exits: {} });
    }
  }

  #pulling(record: TaskRecord): void {
    if (record.task.lastStatus !== 'PROVISIONING') return;
    record.task.pullStartedAt = this.parts.clock.now();
    this.#become(record, 'PENDING');
  }

  #running(record: TaskRecord, containers: readonly LaunchedContainer[]): void {
    const { task } = record;
    const now = this.parts.clock.now();
    for (const launched of containers) {
      const container = task.containers?.find(({ name }) => name === launched.name);
      if (!container) continue;
      container.runtimeId = launched.runtimeId;
      container.imageDigest = launched.imageDigest;
      container.lastStatus = 'RUNNING';
      // On AWS each task has an address of its own. Here all share one, and only the port tells whose target is whose.
      if (launched.address) {
        const { host: bindIP, port: hostPort } = launched.address;
        container.networkBindings = [
          { bindIP, containerPort: portOf(record, launched.name), hostPort, protocol: 'tcp' },
        ];
      }
      if (task.enableExecuteCommand) container.managedAgents = agentStatus('RUNNING', now);
    }
    attachAddress(
      task,
      record.cluster.region.region,
      containers.find(({ address }) => address)?.address?.host,
    );
    task.pullStartedAt ??= now;
    task.pullStoppedAt = now;
    task.connectivity = 'CONNECTED';
    task.connectivityAt = now;
    task.startedAt = now;
    if (record.end) return;
    this.#register(record, containers);
    this.#become(record, 'RUNNING');
  }

  #register(record: TaskRecord, containers: readonly LaunchedContainer[]): void {
    const { deployment, cluster } = record;
    const registered = (deployment?.revision.loadBalancers ?? []).flatMap(
      ({ targetGroupArn, containerName, containerPort = 0 }) => {
        const address = containers.find(({ name }) => name === containerName)?.address;
        if (!targetGroupArn || !address) return [];
        return [{ targetGroupArn, containerPort, target: { id: address.host, port: address.port } }];
      },
    );
    if (registered.length > 0) this.#become(record, 'ACTIVATING');
    record.running.targets = registered;
    for (const { targetGroupArn, target } of registered) {
      const isAwaited = deployment?.service.running.returning ?? false;
      this.parts.targets.register(cluster.region, targetGroupArn, target, { isAwaited });
      if (deployment) addEvent(deployment.service, this.parts.clock, words.registered(1, targetGroupArn));
    }
  }

  async #deregister(record: TaskRecord): Promise<void> {
    const { running, cluster, deployment } = record;
    const { targets } = running;
    running.targets = [];
    const drained = targets.map(({ targetGroupArn, target }) => {
      if (deployment) addEvent(deployment.service, this.parts.clock, words.deregistered(1, targetGroupArn));
      return this.parts.targets.deregister(cluster.region, targetGroupArn, target);
    });
    await Promise.allSettled(drained);
  }

  #end(record: TaskRecord): void {
    const { stopCode, stoppedReason } = record.end ?? {};
    record.running.launched?.stop({
      stopCode: stopCode === 'ServiceSchedulerInitiated' ? stopCode : 'UserInitiated',
      stoppedReason: stoppedReason ?? '',
    });
  }

  #stopped(record: TaskRecord, { stopCode, stoppedReason, exits }: TaskEnd): void {
    const { task } = record;
    if (task.lastStatus === 'STOPPED') return;
    const now = this.parts.clock.now();
    task.desiredStatus = 'STOPPED';
    task.stoppingAt ??= now;
    task.executionStoppedAt = now;
    task.stopCode = record.end?.stopCode ?? stopCode;
    task.stoppedReason = record.end?.stoppedReason ?? stoppedReason;
    for (const container of task.containers ?? []) {
      const exit = container.name === undefined ? undefined : exits[container.name];
      container.lastStatus = 'STOPPED';
      if (exit) container.exitCode = exit.exitCode;
      if (exit?.reason) container.reason = exit.reason;
      else if (!exit && stopCode === 'TaskFailedToStart') container.reason = stoppedReason;
      if (container.managedAgents) container.managedAgents = agentStatus('STOPPED', now);
    }
    void this.#deregister(record);
    this.#become(record, 'DEPROVISIONING');
    for (const attachment of task.attachments ?? []) attachment.status = 'DELETED';
    task.stoppedAt = this.parts.clock.now();
    this.#become(record, 'STOPPED');
    this.#forgetLater(record);
  }

  #forgetLater({ cluster, id, arn, task }: TaskRecord): void {
    const { clock } = this.parts;
    const ago = clock.now().getTime() - (task.stoppedAt ?? clock.now()).getTime();
    clock.after(Math.max(FORGOTTEN_AFTER_MS - ago, 0), () => {
      cluster.tasks.delete(id);
      cluster.region.tags.delete(arn);
    });
  }

  #become(record: TaskRecord, status: string): void {
    record.task.lastStatus = status;
    this.#tell(record);
  }

  #tell(record: TaskRecord): void {
    this.parts.events.taskChanged(record);
    this.parts.changed(record);
  }
}

/** The port that a container's definition names. */
function portOf({ definition }: TaskRecord, name: string): number | undefined {
  return definition.containerDefinitions?.find((container) => container.name === name)?.portMappings?.[0]
    ?.containerPort;
}
