import { formatDuration } from '@slipway/tool-terminal';
import { classify, unhealthyWords, type TaskFailure } from './classify';
import type { DeploymentObservation, Observation, TaskObservation } from './observation';
import type { Verdict } from './verdict';

/** What has to be reached, and what it takes to give up. */
export interface RolloutGoal {
  readonly service: string;
  readonly deploymentId: string;
  readonly taskDefinition: string;
  /** `sha256:` and 64 hex digits. */
  readonly imageDigest: string;
  readonly desiredCount: number;
  readonly timeoutMs: number;
  /** How long a running task may leave its health checks without any answer. @default 60 */
  readonly startSeconds?: number;
}

const START_SECONDS = 60;
/** A task that answers is up: it has this long to answer well, such as while it connects to its database. */
const WRONG_ANSWER_MS = 10_000;
/** ECS does not always show a deployment in the first answers after it was created. */
const UNSEEN_MS = 15_000;

/**
 * What the looks at a service so far amount to (docs/guide/releases.md, "When it goes wrong"). The last look decides whether the release is live; all of
 * them together decide whether it failed, as ECS forgets tasks.
 */
export function judge(history: readonly Observation[], goal: RolloutGoal): Verdict {
  const last = history.at(-1);
  if (!last) return { kind: 'rolling' };
  if (isLive(last, goal)) return { kind: 'live' };

  const ours = last.deployments.find(({ id }) => id === goal.deploymentId);
  const stop = ours?.status === 'PRIMARY';
  const failures = ownFailures(history, goal);
  const proven = provenFailure(failures);
  if (proven) return failed(proven, stop);
  if (ours?.rolloutState === 'FAILED')
    return failed(failures.at(-1) ?? stoppedByEcs(goal.service, ours), stop);

  const replaced = replacedBy(history, last, goal);
  if (replaced) return failed(replaced, false);
  const unhealthy = neverHealthy(history, goal);
  if (unhealthy) return failed(unhealthy, stop);
  if (last.elapsedMs >= goal.timeoutMs) return failed(timedOut(last, goal, failures.at(-1)), stop);
  return { kind: 'rolling' };
}

interface Finding {
  readonly kind: TaskFailure['kind'];
  readonly words: string;
  readonly task?: string;
}

type OwnFailure = TaskFailure & { readonly task: string };

function failed({ kind, words, task }: Finding, stop: boolean): Verdict {
  return { kind: 'failed', cause: { kind, words }, ...(task !== undefined && { task }), stop };
}

function isLive(last: Observation, goal: RolloutGoal): boolean {
  const ours = last.deployments.find(({ id }) => id === goal.deploymentId);
  const completed =
    ours?.status === 'PRIMARY' &&
    ours.rolloutState === 'COMPLETED' &&
    ours.taskDefinition === goal.taskDefinition;
  const running = last.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  // Autoscaling may have changed the number meanwhile; to nothing at all is not what was asked for.
  const wanted = Math.max(last.desiredCount, Math.min(1, goal.desiredCount));
  return completed && running.length >= wanted && running.every((task) => carriesRelease(task, goal));
}

function carriesRelease(
  { imageDigest, taskDefinition, target }: TaskObservation,
  goal: RolloutGoal,
): boolean {
  return (
    imageDigest === goal.imageDigest &&
    taskDefinition === goal.taskDefinition &&
    (target === undefined || target.state === 'healthy')
  );
}

/**
 * Tasks of our deployment that failed, in the order in which they were first seen, each as it was last seen. What ECS
 * says of failed health checks names no answer; the load balancer did while the task was its target.
 */
function ownFailures(history: readonly Observation[], goal: RolloutGoal): OwnFailure[] {
  const latest = new Map<string, TaskObservation>();
  for (const { tasks } of history) {
    for (const task of tasks) {
      if (task.deployment !== goal.deploymentId) continue;
      const before = latest.get(task.id)?.target;
      const stays = task.lastStatus !== 'RUNNING' && before?.state === 'unhealthy';
      latest.set(task.id, stays ? { ...task, target: before } : task);
    }
  }
  return [...latest.values()].flatMap((task) => {
    const failure = classify(goal.service, task, startOf(goal));
    return failure ? [{ ...failure, task: task.id }] : [];
  });
}

/**
 * The first failure that is certain. One answer about a thing that does not exist is: the engine saw image and secrets
 * before it asked ECS, and AWS retried before it stopped the task. A crash needs two that are alike, whether they ran
 * side by side or (with one task wanted) one after the other.
 */
function provenFailure(failures: readonly OwnFailure[]): OwnFailure | undefined {
  const seen = new Set<string>();
  for (const failure of failures) {
    if (failure.proof === 'once') return failure;
    if (failure.proof === 'twice' && seen.has(failure.identity)) return failure;
    seen.add(failure.identity);
  }
  return undefined;
}

function stoppedByEcs(service: string, { rolloutStateReason }: DeploymentObservation): Finding {
  const why = rolloutStateReason ? `: ${rolloutStateReason.replace(/\.*$/, '.')}` : '.';
  return { kind: 'stopped-by-ecs', words: `ECS gave up on the deployment of ${service}${why}` };
}

function replacedBy(
  history: readonly Observation[],
  last: Observation,
  { service, deploymentId }: RolloutGoal,
): Finding | undefined {
  const primary = last.deployments.find(({ status }) => status === 'PRIMARY');
  if (!primary || primary.id === deploymentId) return undefined;
  const seen = history.some(({ deployments }) => deployments.some(({ id }) => id === deploymentId));
  if (!seen && last.elapsedMs < UNSEEN_MS) return undefined;
  return {
    kind: 'stopped-by-ecs',
    words: `Another deployment of ${service}, ${primary.id}, took the place of this one before it was live.`,
  };
}

/**
 * Running tasks that the load balancer calls unhealthy (so the declared number of checks failed already) for the same
 * reason at two looks or more. How long depends on the reason: who answers wrongly is up, who does not answer may
 * still start. Every running task has to be so: one that is healthy shows that the build can be.
 */
function neverHealthy(history: readonly Observation[], goal: RolloutGoal): Finding | undefined {
  const last = history.at(-1);
  const running =
    last?.tasks.filter(
      ({ deployment, lastStatus }) => deployment === goal.deploymentId && lastStatus === 'RUNNING',
    ) ?? [];
  const [first] = running;
  if (!last || !first || !running.every((task) => task.target?.state === 'unhealthy' && !task.wasHealthy)) {
    return undefined;
  }
  const reason = reasonOf(first);
  const patience = /ResponseCodeMismatch|codes?:? *\[/.test(reason) ? WRONG_ANSWER_MS : startOf(goal) * 1000;
  const since = unhealthySince(history, first, reason);
  if (since === last.elapsedMs || last.elapsedMs - since < patience) return undefined;
  return {
    kind: 'never-healthy',
    words: unhealthyWords(goal.service, reason, startOf(goal)),
    task: first.id,
  };
}

function startOf({ startSeconds = START_SECONDS }: RolloutGoal): number {
  return startSeconds;
}

/** When the task began to be unhealthy for this reason, without a break until the last look. */
function unhealthySince(history: readonly Observation[], { id }: TaskObservation, reason: string): number {
  const before = history.findLastIndex(({ tasks }) => {
    const task = tasks.find((seen) => seen.id === id);
    return task?.target?.state !== 'unhealthy' || reasonOf(task) !== reason;
  });
  return history[before + 1]?.elapsedMs ?? Infinity;
}

function reasonOf({ target }: TaskObservation): string {
  return `${target?.reason ?? ''} ${target?.description ?? ''}`;
}

function timedOut(last: Observation, goal: RolloutGoal, latest: OwnFailure | undefined): Finding {
  const own = last.tasks.filter(
    ({ deployment, lastStatus }) => deployment === goal.deploymentId && lastStatus === 'RUNNING',
  );
  const healthy = own.filter(({ target }) => target?.state === 'healthy').length;
  const checked = own.some(({ target }) => target) ? `, ${healthy} healthy` : '';
  const counted = `${own.length} of ${goal.desiredCount} new tasks run${checked}.`;
  const duration = formatDuration(goal.timeoutMs / 1000);
  return {
    kind: 'timeout',
    words: `${goal.service} is not live after ${duration}: ${counted}${latest ? ` ${latest.words}` : ''}`,
    ...(latest && { task: latest.task }),
  };
}
