import type { PhaseName, ReleaseRecord } from '../record/release-record';
import type { ReleaseEvent } from '../ports/release-event';
import type { Observation, TaskObservation } from '../verdict/observation';

/** What is known of a release while it runs: all that a picture of it needs. */
export interface ReleaseView {
  readonly record?: ReleaseRecord;
  readonly previous?: ReleaseRecord;
  readonly phases: readonly PhaseView[];
  /** The last lines of the release command. */
  readonly commandOutput: readonly string[];
  /** Per service, in the order in which they were first seen. */
  readonly services: readonly ServiceView[];
  readonly notes: readonly string[];
  readonly ended: boolean;
}

export interface PhaseView {
  readonly name: PhaseName;
  /** Milliseconds on the clock that the events came with. */
  readonly startedAt: number;
  /** @default it runs */
  readonly seconds?: number;
  readonly failed: boolean;
  /** What it did. */
  readonly detail?: string;
}

/** Tasks of the release that rolls out, and of all others. */
export interface ServiceView {
  readonly service: string;
  readonly desired: number;
  /** What the release put the service on. @default not seen yet */
  readonly taskDefinition?: string;
  readonly fresh: TaskCounts;
  readonly old: TaskCounts;
}

export interface TaskCounts {
  /** Asked for, not running yet. */
  readonly starting: number;
  readonly running: number;
  /** Running, and passing the load balancer's checks; of a service without one, all that run. */
  readonly healthy: number;
  readonly draining: number;
  readonly stopped: number;
}

type PhaseEnded = Extract<ReleaseEvent, { readonly type: 'phase-ended' }>;

const OUTPUT_LINES = 5;

export const EMPTY_VIEW: ReleaseView = {
  phases: [],
  commandOutput: [],
  services: [],
  notes: [],
  ended: false,
};

/** The view after one more event. `now` in milliseconds. */
export function reduce(view: ReleaseView, event: ReleaseEvent, now: number): ReleaseView {
  switch (event.type) {
    case 'recorded':
      return { ...view, record: event.record, previous: event.previous };
    case 'phase-started':
      return { ...view, phases: [...view.phases, { name: event.phase, startedAt: now, failed: false }] };
    case 'phase-ended':
      return { ...view, phases: endPhase(view.phases, event, now) };
    case 'command-output':
      return { ...view, commandOutput: [...view.commandOutput, event.line].slice(-OUTPUT_LINES) };
    case 'observed':
      return { ...view, services: observe(view, event.observation) };
    case 'note':
      return view.notes.includes(event.text) ? view : { ...view, notes: [...view.notes, event.text] };
    case 'ended':
      // Another's that was settled first: of that, what was noted is all that matters to this one.
      if (!view.record) return { ...EMPTY_VIEW, notes: view.notes };
      return { ...view, record: event.record, ended: true };
  }
}

function endPhase(
  phases: readonly PhaseView[],
  { phase: name, seconds, failed, detail }: PhaseEnded,
  now: number,
): readonly PhaseView[] {
  const ended = { seconds, failed, ...(detail !== undefined && { detail }) };
  const index = phases.findLastIndex((phase) => phase.name === name && phase.seconds === undefined);
  if (index === -1) return [...phases, { name, startedAt: now, ...ended }];
  return phases.map((phase, at) => (at === index ? { ...phase, ...ended } : phase));
}

function observe({ services, previous }: ReleaseView, observation: Observation) {
  const { service, tasks, desiredCount } = observation;
  const before = previous?.taskDefinitions[service];
  const known = services.find((each) => each.service === service)?.taskDefinition;
  const ours = known ?? rollsOut(observation, before);
  // By task definition and not by deployment: a roll back makes a deployment, of what was there before. Stopped tasks
  // of earlier releases are listed for an hour and are neither.
  const isFresh = ({ taskDefinition }: TaskObservation) =>
    ours !== undefined && revision(taskDefinition) === revision(ours);
  const seen: ServiceView = {
    service,
    desired: desiredCount,
    ...(ours !== undefined && { taskDefinition: ours }),
    fresh: countTasks(tasks.filter(isFresh)),
    old: countTasks(tasks.filter((task) => !isFresh(task))),
  };
  return services.some((known) => known.service === service)
    ? services.map((known) => (known.service === service ? seen : known))
    : [...services, seen];
}

/** What is put in the place of `before`, once ECS has begun with it. */
function rollsOut({ deployments }: Observation, before: string | undefined): string | undefined {
  const primary = deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  if (primary === undefined) return undefined;
  return before !== undefined && revision(primary) === revision(before) ? undefined : primary;
}

/** `web:7` of an ARN, or of itself. */
function revision(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1);
}

const STARTING = /^(PROVISIONING|PENDING|ACTIVATING)$/;
const ENDING = /^(DEACTIVATING|STOPPING)$/;
const STOPPED = /^(DEPROVISIONING|STOPPED|DELETED)$/;

/** How far these tasks are. */
export function countTasks(tasks: readonly TaskObservation[]): TaskCounts {
  const number = (test: (task: TaskObservation) => boolean) => tasks.filter(test).length;
  const draining = (task: TaskObservation) =>
    ENDING.test(task.lastStatus) || (task.lastStatus === 'RUNNING' && task.target?.state === 'draining');
  const running = (task: TaskObservation) => task.lastStatus === 'RUNNING' && !draining(task);
  return {
    starting: number(({ lastStatus }) => STARTING.test(lastStatus)),
    running: number(running),
    healthy: number((task) => running(task) && (task.target?.state ?? 'healthy') === 'healthy'),
    draining: number(draining),
    stopped: number(({ lastStatus }) => STOPPED.test(lastStatus)),
  };
}
