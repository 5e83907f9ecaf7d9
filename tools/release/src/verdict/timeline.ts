/** What of a service's configuration a verdict on a bad release waits for, in seconds. */
export interface VerdictSettings {
  readonly desiredCount: number;
  readonly healthCheckInterval: number;
  /** Failed checks in a row until a target is unhealthy. */
  readonly unhealthyThreshold: number;
  /** How long a task may leave its checks without an answer. @default 60 */
  readonly startTimeout?: number;
}

export type BadRelease = 'crash at start' | 'missing secret' | 'wrong answer' | 'no answer';

export interface VerdictTimeline {
  readonly parts: readonly { readonly name: string; readonly seconds: number }[];
  readonly seconds: number;
}

/** Register, update and ECS's own scheduling, before the first task is started. */
const ASK_SECONDS = 5;
/** As in `rolloutFloor` of tools/synth: placing a Fargate task, its network interface, a small image's pull. */
const TASK_START_SECONDS = 20;
/** A program that cannot run says so soon; a longer start only delays its own verdict. */
const CRASH_SECONDS = 5;
/** From the end of a container until DescribeTasks tells of it. */
const REPORT_SECONDS = 10;
/** ECS starts a replacement at once after a first failure; it spaces them out only after several in a row. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html */
const RESTART_SECONDS = 5;
const POLL_SECONDS = 3;
const WRONG_ANSWER_SECONDS = 10;
const NO_ANSWER_SECONDS = 60;

/**
 * The time until a bad release has its verdict on AWS, by the declared numbers and the allowances above. A crash needs
 * two tasks that end alike: with two or more wanted they run side by side, with one they follow one another.
 *
 * The sister of `rolloutFloor` (tools/synth), which tells how long a good one takes.
 */
export function verdictTimeline(settings: VerdictSettings, bad: BadRelease): VerdictTimeline {
  const parts = [
    { name: 'ask ECS', seconds: ASK_SECONDS },
    ...taskParts(settings, bad),
    { name: 'next look', seconds: POLL_SECONDS },
  ];
  return { parts, seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0) };
}

function taskParts(settings: VerdictSettings, bad: BadRelease): { name: string; seconds: number }[] {
  const start = { name: 'task start', seconds: TASK_START_SECONDS };
  const report = { name: 'ECS reports the end', seconds: REPORT_SECONDS };
  const checks = {
    name: 'failed checks',
    seconds: settings.healthCheckInterval * settings.unhealthyThreshold,
  };
  switch (bad) {
    case 'missing secret':
      return [start, report];
    case 'crash at start': {
      const crash = { name: 'crash', seconds: CRASH_SECONDS };
      const again = [
        { name: 'restart', seconds: RESTART_SECONDS },
        { ...start, name: 'second task start' },
        { ...crash, name: 'second crash' },
        { ...report, name: 'ECS reports the second end' },
      ];
      return [start, crash, report, ...(settings.desiredCount < 2 ? again : [])];
    }
    case 'wrong answer':
      return [start, checks, { name: 'time to recover', seconds: WRONG_ANSWER_SECONDS }];
    case 'no answer':
      return [start, checks, { name: 'time to start', seconds: settings.startTimeout ?? NO_ANSWER_SECONDS }];
  }
}

/** The sum a term each, to be put on lines: `5 s ask ECS`, `+ 20 s task start`, …, `= 43 s`. */
export function timelineTerms({ parts, seconds }: VerdictTimeline): string[] {
  const terms = parts.map((part, index) => `${index > 0 ? '+ ' : ''}${part.seconds} s ${part.name}`);
  return [...terms, `= ${seconds} s`];
}

/** `5 s ask ECS + 20 s task start + … = 43 s`. */
export function renderTimeline(timeline: VerdictTimeline): string {
  return timelineTerms(timeline).join(' ');
}
