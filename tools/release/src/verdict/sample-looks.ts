import type { RolloutGoal } from './judge';
import type { DeploymentObservation, Observation, TaskObservation } from './observation';
import type { Verdict } from './verdict';

export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const OLD_DIGEST = `sha256:${'b'.repeat(64)}`;

export const GOAL: RolloutGoal = {
  service: 'web',
  deploymentId: 'ecs-svc/new',
  taskDefinition: 'web:8',
  imageDigest: DIGEST,
  desiredCount: 2,
  timeoutMs: 600_000,
};

export const OURS: DeploymentObservation = {
  id: 'ecs-svc/new',
  status: 'PRIMARY',
  taskDefinition: 'web:8',
  desired: 2,
  running: 2,
  pending: 0,
  failed: 0,
  rolloutState: 'IN_PROGRESS',
};

export const OLD: DeploymentObservation = {
  ...OURS,
  id: 'ecs-svc/old',
  status: 'ACTIVE',
  taskDefinition: 'web:7',
  rolloutState: 'COMPLETED',
};

export const DONE: DeploymentObservation = { ...OURS, rolloutState: 'COMPLETED' };

export function task(id: string, more: Partial<TaskObservation> = {}): TaskObservation {
  return {
    id,
    deployment: 'ecs-svc/new',
    taskDefinition: 'web:8',
    imageDigest: DIGEST,
    lastStatus: 'RUNNING',
    target: { state: 'healthy' },
    wasHealthy: true,
    ...more,
  };
}

export const oldTask = (id: string) =>
  task(id, { deployment: 'ecs-svc/old', taskDefinition: 'web:7', imageDigest: OLD_DIGEST });

export const crashed = (id: string, exitCode = 1) =>
  task(id, {
    lastStatus: 'STOPPED',
    wasHealthy: false,
    target: undefined,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode,
  });

export const unstarted = (id: string, stoppedReason: string) =>
  task(id, { lastStatus: 'STOPPED', wasHealthy: false, stopCode: 'TaskFailedToStart', stoppedReason });

export const unhealthy = (id: string, reason: string, description?: string) =>
  task(id, { wasHealthy: false, target: { state: 'unhealthy', reason, description } });

export function look(
  tasks: TaskObservation[],
  deployments: DeploymentObservation[] = [OURS, OLD],
  elapsedMs = 6_000,
  desiredCount = 2,
): Observation {
  return { service: 'web', elapsedMs, deployments, tasks, desiredCount };
}

export const ROLLING: Verdict = { kind: 'rolling' };
export const MISSING = 'ResourceInitializationError: invalid ssm parameters: /acme/staging/web/STRIPE_KEY';

export const CRASH = {
  kind: 'exit-before-healthy',
  words: 'web exits with code 1 before it is healthy.',
} as const;

export const GONE_BACK: DeploymentObservation[] = [
  { ...OURS, status: 'ACTIVE', rolloutState: 'FAILED' },
  { ...OLD, status: 'PRIMARY' },
];
