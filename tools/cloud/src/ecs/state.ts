import type {
  CapacityProviderStrategyItem,
  Cluster,
  DeploymentConfiguration,
  DeploymentRolloutState,
  NetworkConfiguration,
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
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs';
import type { AccountOptions } from '../credentials';
import type { Target } from '../load-balancer/target-groups';
import type { LaunchedTask } from '../tasks/task-launcher';

/*
 * Each record is what is declared (`…Facts`: plain data, which a saved state holds as it is), references to other
 * records (saved as ids), and what runs for it (`running`: handles, which end with the cloud).
 */

/** All of ECS in one account and region. */
export interface RegionRecord extends AccountOptions {
  readonly clusters: Map<string, ClusterRecord>;
  /** All revisions of a family, the first one first. */
  readonly families: Map<string, TaskDefinition[]>;
  /** By ARN. */
  readonly tags: Map<string, Tag[]>;
  readonly settings: Map<string, string>;
}

export interface ClusterFacts {
  readonly name: string;
  readonly arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings: Cluster['settings'];
  configuration: Cluster['configuration'];
  serviceConnectDefaults: Cluster['serviceConnectDefaults'];
  capacityProviders: string[];
  defaultCapacityProviderStrategy: CapacityProviderStrategyItem[];
}

export interface ClusterRecord extends ClusterFacts {
  readonly region: RegionRecord;
  readonly services: Map<string, ServiceRecord>;
  /** By id. Those that stopped are forgotten after an hour. */
  readonly tasks: Map<string, TaskRecord>;
}

export interface ServiceFacts {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  /** ARN of who made it: a role, for whoever has assumed it. */
  readonly createdBy: string;
  /** Of one that was made with a client token. */
  readonly asked?: Asked;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  /** What is not part of a revision: changed without a deployment. */
  settings: ServiceSettings;
  /** The newest first. */
  readonly history: ServiceDeploymentRecord[];
  readonly revisions: RevisionRecord[];
  /** The newest first. */
  readonly events: ServiceEvent[];
  /** Whether it has been told that nothing is left to do. */
  steady: boolean;
}

export interface ServiceRecord extends ServiceFacts {
  readonly cluster: ClusterRecord;
  /** The newest first; it is the primary one. */
  deployments: DeploymentRecord[];
  lastCompleted?: DeploymentRecord;
  readonly running: {
    woken: boolean;
    cancelTick?: () => void;
    /** Its tasks come back after a stop of the cloud, and are waited for: until it is steady again. */
    returning: boolean;
  };
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

export interface DeploymentFacts {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly createdAt: Date;
  /** It brings back what was there before. */
  readonly isRollback: boolean;
  updatedAt: Date;
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
  /** What the circuit breaker counts. */
  failedTasks: number;
  /** Nothing more is started for it. */
  stalled: boolean;
  /** It failed then, and is rolled back as soon as that could be seen. */
  rollbackRequestedAt?: Date;
  /** Since a task of it was healthy: what slows restarts down. */
  failuresInARow: number;
  lastFailureAt?: Date;
  /** Of a task that was never of use. */
  lastFailedStartAt?: Date;
}

/** What `deployments` of a service shows. */
export interface DeploymentRecord extends DeploymentFacts {
  readonly service: ServiceRecord;
  readonly revision: RevisionRecord;
  readonly history: ServiceDeploymentRecord;
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

/** What was asked for with a client token, so that who asks again gets the same. */
export interface Asked {
  readonly clientToken: string;
  /** Of all else in the request. */
  readonly fingerprint: string;
}

export interface TaskFacts {
  readonly id: string;
  readonly arn: string;
  /** As DescribeTasks answers it, but for its tags. */
  readonly task: Task;
  /** Whether it has ever been healthy. */
  wasHealthy: boolean;
  /** Whether the breaker has counted it. */
  counted: boolean;
  /** Of one that was run with a client token. */
  readonly asked?: Asked;
  /** Why ECS stops it. */
  end?: { readonly stopCode: TaskStopCode; readonly stoppedReason: string };
}

export interface TaskRecord extends TaskFacts {
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinition;
  /** @default it belongs to no service */
  readonly deployment?: DeploymentRecord;
  readonly running: {
    launched?: LaunchedTask;
    /** Where it is registered. */
    targets: readonly RegisteredTarget[];
  };
}

/** A task that is to be started. */
export interface NewTask {
  readonly cluster: ClusterRecord;
  readonly definition: TaskDefinition;
  readonly deployment?: DeploymentRecord;
  readonly overrides?: TaskOverride;
  readonly asked?: Asked;
  readonly network?: NetworkConfiguration;
  readonly task: Partial<Task>;
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

  regions(): readonly RegionRecord[] {
    return [...this.#regions.values()];
  }

  clusters(): ClusterRecord[] {
    return this.regions().flatMap(({ clusters }) => [...clusters.values()]);
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
