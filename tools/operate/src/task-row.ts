import type { Tag, Task } from '@aws-sdk/client-ecs';
import type { TargetHealth, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { taskIdOf } from './names';

/** A task as `slipway ps` shows it. */
export interface TaskRow {
  readonly id: string;
  /** The process type, or the family's name for a task that belongs to no service. */
  readonly service: string;
  /** A command that somebody or a release runs, rather than a part of the service. */
  readonly oneOff: boolean;
  /** `v12`. @default it was not made by a release */
  readonly release?: string;
  /** As ECS says it, in lower case: `running`. */
  readonly state: string;
  /** As the load balancer says it: `healthy`, `unhealthy: Health checks failed`. @default no load balancer asks it */
  readonly health?: string;
  /** ISO 8601. @default it has not started */
  readonly startedAt?: string;
  /** CPU units, 1024 to a vCPU. */
  readonly cpuUnits: number;
  /** MiB. */
  readonly memoryMb: number;
}

/** Of all the load balancer's targets of a service; `gone` when somebody removed its target group. */
export type Targets = readonly TargetHealthDescription[] | 'gone';

/** What {@link TaskRow.health} says of a task whose service has lost its target group. */
export const TARGETS_GONE = 'target group removed';

export interface TaskFacts {
  readonly task: Task;
  /** Of its task definition. */
  readonly tags: readonly Tag[];
  readonly targets: Targets;
}

export function taskRow({ task, tags, targets }: TaskFacts): TaskRow {
  const [kind, owner = ''] = (task.group ?? '').split(':');
  const release = tags.find(({ key }) => key === 'slipway:release')?.value;
  const health = healthOf(task, targets);
  return {
    id: taskIdOf(task.taskArn),
    service: kind === 'service' ? owner : (task.containers?.[0]?.name ?? owner),
    oneOff: kind !== 'service',
    ...(release !== undefined && { release }),
    state: (task.lastStatus ?? 'unknown').toLowerCase(),
    ...(health !== undefined && { health }),
    ...(task.startedAt && { startedAt: task.startedAt.toISOString() }),
    cpuUnits: Number(task.cpu ?? 0),
    memoryMb: Number(task.memory ?? 0),
  };
}

/**
 * A target is an address and a port. Where tasks share an address and ECS names no port of theirs (`networkBindings`),
 * only what holds for every target there can be said of one.
 */
function healthOf(task: Task, targets: Targets): string | undefined {
  if (targets === 'gone') return TARGETS_GONE;
  const containers = task.containers ?? [];
  const addresses = containers.flatMap(({ networkInterfaces = [] }) =>
    networkInterfaces.map(({ privateIpv4Address }) => privateIpv4Address),
  );
  const ports = containers.flatMap(({ networkBindings = [] }) =>
    networkBindings.map(({ hostPort }) => hostPort),
  );
  const candidates = targets
    .filter(({ Target }) => addresses.includes(Target?.Id))
    .filter(({ Target }) => ports.length === 0 || ports.includes(Target?.Port))
    .map(({ TargetHealth }) => describeHealth(TargetHealth));
  return new Set(candidates).size === 1 ? candidates[0] : undefined;
}

function describeHealth({ State, Description, Reason }: TargetHealth = {}): string | undefined {
  const why = State === 'healthy' ? undefined : (Description ?? Reason);
  return State && why ? `${State}: ${why}` : State;
}
