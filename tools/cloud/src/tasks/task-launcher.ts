import type { NetworkConfiguration, TaskDefinition, TaskOverride } from '@aws-sdk/client-ecs';
import type { AccountOptions } from '../credentials';
import type { ContainerExit, ExecProcess, TerminalSize } from './task-runner';

/** What ECS wants to run. */
export interface TaskOrder extends AccountOptions {
  readonly taskArn: string;
  /** The id at the end of the ARN: 32 hex digits. */
  readonly taskId: string;
  readonly clusterName: string;
  readonly definition: TaskDefinition;
  readonly overrides?: TaskOverride;
  readonly network?: NetworkConfiguration;
}

/** What ECS is told while a task lives, in this order. Each at most once; `stopped` always, and last. */
export interface TaskListener {
  /** Image is being fetched, secrets are being read. */
  pulling(): void;
  /** All containers run. */
  running(containers: readonly LaunchedContainer[]): void;
  stopped(end: TaskEnd): void;
}

export interface LaunchedContainer {
  readonly name: string;
  readonly runtimeId: string;
  readonly imageDigest: string;
  readonly address?: { readonly host: string; readonly port: number };
}

export interface TaskEnd {
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-stopCode */
  readonly stopCode:
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'UserInitiated'
    | 'ServiceSchedulerInitiated';
  /** As AWS words it, such as `Essential container in task exited` or `CannotPullContainerError: …`. */
  readonly stoppedReason: string;
  /** By container; one that never ran has no exit. */
  readonly exits: { readonly [container: string]: ContainerExit };
}

export interface LaunchedTask {
  /** Ends every container. @param end what ECS will say of it */
  stop(end: Pick<TaskEnd, 'stopCode' | 'stoppedReason'>): void;
  exec(container: string, command: readonly string[], terminal?: TerminalSize): Promise<ExecProcess>;
}

/**
 * Brings one task to life: finds the image in the registry, reads secrets from SSM and Secrets Manager, sends what it
 * prints to its log group, and runs its containers. Nothing of it is scheduling.
 */
export interface TaskLauncher {
  launch(order: TaskOrder, listener: TaskListener): LaunchedTask;
}
