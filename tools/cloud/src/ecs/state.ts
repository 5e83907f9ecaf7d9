import type {
  CapacityProviderStrategyItem,
  Cluster,
  DeploymentConfiguration,
  DeploymentRolloutState,
  PropagateTags,
  Rollback,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceDeploymentStatus,
  ServiceEvent,
  ServiceRevision,
  Service,
  Tag,
  Task,
  TaskDefinition,
  TaskStopCode,
} from '@aws-sdk/client-ecs';
import type { AccountOptions } from '../credentials';
import type { Target } from '../load-balancer/target-groups';
import type { LaunchedTask } from '../tasks/task-launcher';

/** All of ECS in one account and region. */
export interface RegionRecord extends AccountOptions {
  readonly clusters: Map<string, ClusterRecord>;
  /** All revisions of a family, the first one first. */
  readonly families: Map<string, TaskDefinition[]>;
  /** By ARN. */
  readonly tags: Map<string, Tag[]>;
  readonly settings: Map<string, string>;
}

export interface ClusterRecord {
  readonly region: RegionRecord;
  readonly name: string;
  readonly arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: Cluster['settings'];
  configuration: Cluster['configuration'];
  serviceConnectDefaults: Cluster['serviceConnectDefaults'];
  capacityProviders: string[];
  defaultCapacityProviderStrategy: CapacityProviderStrategyItem[];
  readonly services: Map<string, ServiceRecord>;
  /** By id. Those that stopped are forgotten after an hour. */
  readonly tasks: Map<string, TaskRecord>;
}

export interface ServiceRecord {
  readonly cluster: ClusterRecord;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  /** What is not part of a revision: changed without a deployment. */
  settings: ServiceSettings;
  /** The newest first; it is the primary one. */
  deployments: DeploymentRecord[];
  /** The newest first. */
  readonly history: ServiceDeploymentRecord[];
  readonly revisions: RevisionRecord[];
  lastCompleted?: DeploymentRecord;
  /** The newest first. */
  readonly events: ServiceEvent[];
  /** Whether it has been told that nothing is left to do. */
  steady: boolean;
  woken: boolean;
  cancelTick?: () => void;
}

export interface ServiceSettings extends Pick<
  Service,
  | 'availabilityZoneRebalancing'
  | 'deploymentController'
  | 'enableECSManagedTags'
  | 'enableExecuteCommand'
  | 'healthCheckGracePeriodSeconds'
  | 'placementConstraints'
  | 'placementStrategy'
  | 'schedulingStrategy'
> {
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly propagateTags?: PropagateTags;
}

/** A service revision with its ARN, which AWS's type only may have. */
export type RevisionRecord = ServiceRevision & {
  readonly serviceRevisionArn: string;
  readonly taskDefinition: string;
};

/** What `deployments` of a service shows. */
export interface DeploymentRecord {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly service: ServiceRecord;
  readonly revision: RevisionRecord;
  readonly createdAt: Date;
  readonly history: ServiceDeploymentRecord;
  /** It brings back what was there before. */
  readonly isRollback: boolean;
  updatedAt: Date;
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
  /** What the circuit breaker counts. */
  failedTasks: number;
  /** Nothing more is started for it. */
  stalled: boolean;
  /** Since a task of it was healthy: what slows restarts down. */
  failuresInARow: number;
  lastFailureAt?: Date;
}

/** What ListServiceDeployments shows: a deployment, and its roll back if it came to that. */
export interface ServiceDeploymentRecord {
  readonly arn: string;
  readonly createdAt: Date;
  readonly sourceRevisionArns: readonly string[];
  readonly targetRevisionArn: string;
  status: ServiceDeploymentStatus;
  statusReason?: string;
  updatedAt: Date;
  finishedAt?: Date;
  stoppedAt?: Date;
  rollback?: Rollback;
  breaker: { status: ServiceDeploymentRollbackMonitorsStatus; failureCount: number; threshold: number };
}

export interface TaskRecord {
  readonly cluster: ClusterRecord;
  readonly id: string;
  readonly arn: string;
  /** As DescribeTasks answers it, but for its tags. */
  readonly task: Task;
  readonly definition: TaskDefinition;
  /** @default it belongs to no service */
  readonly deployment?: DeploymentRecord;
  launched?: LaunchedTask;
  /** Where it is registered. */
  targets: readonly RegisteredTarget[];
  /** Whether it has ever been healthy. */
  wasHealthy: boolean;
  /** Whether the breaker has counted it. */
  counted: boolean;
  /** Why ECS stops it. */
  end?: { readonly stopCode: TaskStopCode; readonly stoppedReason: string };
}

export interface RegisteredTarget {
  readonly targetGroupArn: string;
  readonly target: Target;
  readonly containerPort: number;
}

/** Every account and region that was ever asked for. */
export class EcsState {
  readonly #regions = new Map<string, RegionRecord>();

  region({ account, region }: AccountOptions): RegionRecord {
    const key = `${account}/${region}`;
    const known = this.#regions.get(key);
    if (known) return known;
    const made: RegionRecord = {
      account,
      region,
      clusters: new Map(),
      families: new Map(),
      tags: new Map(),
      settings: new Map(),
    };
    this.#regions.set(key, made);
    return made;
  }

  clusters(): ClusterRecord[] {
    return [...this.#regions.values()].flatMap(({ clusters }) => [...clusters.values()]);
  }

  forget(): void {
    this.#regions.clear();
  }
}

/** Tasks that have not ended yet, whatever they are doing. */
export function livingTasks(service: ServiceRecord, deployment?: DeploymentRecord): TaskRecord[] {
  return [...service.cluster.tasks.values()].filter(
    (task) =>
      task.deployment?.service === service &&
      (deployment === undefined || task.deployment === deployment) &&
      task.task.lastStatus !== 'STOPPED',
  );
}

export const primaryOf = (service: ServiceRecord): DeploymentRecord | undefined => service.deployments[0];
