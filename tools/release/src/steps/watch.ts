import { Observer } from '../aws/observer';
import { withAsked } from '../verdict/asked';
import { judge, type RolloutGoal } from '../verdict/judge';
import type { Observation } from '../verdict/observation';
import type { Verdict } from '../verdict/verdict';
import type { ReleaseRun } from '../engine/release-run';

/** The first seconds and the last are looked at more closely: they are what people wait for. */
const POLL_MS = 3000;
const CLOSE_POLL_MS = 1000;
const CLOSELY_MS = 15_000;

export type RollVerdict = Exclude<Verdict, { kind: 'rolling' }> | { readonly kind: 'interrupted' };

/** Looks at all services until they are all live or one has failed. */
export async function watch(run: ReleaseRun, timeoutMs: number): Promise<RollVerdict> {
  const { environment, clients, ports, tell } = run.place;
  const began = ports.clock.now();
  const observer = new Observer(clients, environment, () => ports.clock.now() - began);
  const histories = new Map<string, Observation[]>();
  const names = Object.keys(run.record.taskDefinitions);
  for (;;) {
    if (ports.signal?.aborted) return { kind: 'interrupted' };
    run.checkOwned();
    for (const observation of await observer.look(names)) {
      histories.set(observation.service, [...(histories.get(observation.service) ?? []), observation]);
      tell({ type: 'observed', observation });
    }
    const verdicts = names.map((name) => {
      const history = histories.get(name) ?? [];
      const verdict = judge(history, goalOf(run, name, history.at(-1), timeoutMs));
      if (verdict.kind !== 'failed') return verdict;
      return { ...verdict, cause: withAsked(verdict.cause, environment.services[name]) };
    });
    const failed = verdicts.find(({ kind }) => kind === 'failed');
    if (failed?.kind === 'failed') return failed;
    if (verdicts.every(({ kind }) => kind === 'live')) return { kind: 'live' };
    if (ports.clock.now() - began > timeoutMs + POLL_MS) return servicesGone(names, histories);
    await ports.clock.sleep(pause(ports.clock.now() - began, histories), ports.signal);
  }
}

function goalOf(
  run: ReleaseRun,
  service: string,
  last: Observation | undefined,
  timeoutMs: number,
): RolloutGoal {
  const { record, place } = run;
  const settings = place.environment.services[service];
  const taskDefinition = record.taskDefinitions[service] ?? '';
  // A run that was killed right after UpdateService did not note the deployment: then it is the one of our revision.
  const found = last?.deployments.find((deployment) => deployment.taskDefinition === taskDefinition)?.id;
  return {
    service,
    deploymentId: record.deployments[service] ?? found ?? '',
    taskDefinition,
    imageDigest: record.images[service] ?? '',
    desiredCount: Math.max(last?.desiredCount ?? 0, settings?.scaling.min ?? 1),
    timeoutMs,
    ...(settings && { startSeconds: settings.startSeconds }),
  };
}

/** What ECS does not show at all cannot be judged by what it shows. */
function servicesGone(names: readonly string[], histories: ReadonlyMap<string, unknown>): RollVerdict {
  const gone = names.filter((name) => !histories.has(name));
  const words = `ECS does not know ${gone.join(', ') || 'what became of the release'} any more.`;
  return { kind: 'failed', cause: { kind: 'timeout', words }, stop: true };
}

function pause(elapsedMs: number, histories: ReadonlyMap<string, readonly Observation[]>): number {
  const nearlyDone = [...histories.values()].every((history) => {
    const { deployments, desiredCount } = history.at(-1) ?? { deployments: [], desiredCount: 0 };
    return deployments.some(({ status, running }) => status === 'PRIMARY' && running >= desiredCount);
  });
  return elapsedMs < CLOSELY_MS || nearlyDone ? CLOSE_POLL_MS : POLL_MS;
}
