import { formatDuration, palette, type Output } from '@slipway/tool-terraform';
import type { ReleaseRecord } from '../ledger/release-record';
import type { Observation } from '../rollout/observation';
import { renderTimeline, type VerdictTimeline } from '../rollout/timeline';
import { columns } from './columns';
import { plainText } from './plain-text';
import { whenWords } from './release-list';
import { commitWords, outcome } from './release-words';
import { countTasks } from './release-view';

/** What `slipway status` knows: the engine's `EnvironmentStatus`, and what is computed without AWS. Also for `--json`. */
export interface StatusFacts {
  readonly environment: string;
  readonly url?: string;
  /** @default nothing is live */
  readonly live?: ReleaseRecord;
  /** One that runs now. */
  readonly running?: ReleaseRecord;
  /** The latest one, if it failed. */
  readonly failed?: ReleaseRecord;
  readonly hold?: { readonly by: string; readonly since: string; readonly why?: string };
  /** The one that runs has lost its run. @default false */
  readonly orphaned?: boolean;
  readonly services: readonly (Observation & {
    /** Every running task is of the live release. */
    readonly asReleased: boolean;
  })[];
  /** Services whose template, or whose parameters, are newer than what is live. @default none */
  readonly newer?: { readonly template: readonly string[]; readonly config: readonly string[] };
  /** Seconds below which no good roll can end: `rolloutFloor` of tools/synth. */
  readonly floorSeconds?: number;
  /** How long a crash at start and a missing secret take to be told. */
  readonly verdicts?: { readonly crash: VerdictTimeline; readonly secret: VerdictTimeline };
}

/** `slipway status`. */
export function statusLines(facts: StatusFacts, look: Pick<Output, 'color'>): string[] {
  const { bold, yellow, red, dim } = palette(look);
  const { environment, url, live, running, failed, hold, services, floorSeconds, verdicts } = facts;
  const { orphaned = false, newer } = facts;
  const rows: string[][] = [
    ['live', live ? liveWords(live) : 'nothing yet'],
    ...(running ? [['running', orphaned ? yellow(orphanWords(running)) : outcome(running).headline]] : []),
    ...(failed ? [['last try', red(outcome(failed).headline)]] : []),
    ...(hold ? [['hold', yellow(holdWords(hold, environment))]] : []),
    ...services.map((seen) => [
      seen.service,
      seen.asReleased ? countWords(seen) : `${countWords(seen)}, ${yellow('not all of the live release')}`,
    ]),
    ...newerRows(newer, environment).map(([label, words]) => [label, yellow(words)]),
    ...(floorSeconds === undefined
      ? []
      : [['a good roll', `${formatDuration(floorSeconds)} at least, on AWS`]]),
    ...(verdicts
      ? [
          ['a crash', `told within ${renderTimeline(verdicts.crash)}`],
          ['no secret', `told within ${renderTimeline(verdicts.secret)}`],
        ]
      : []),
  ];
  return [
    `${bold(environment)}${url ? `  ${url}` : ''}`,
    ...columns(rows.map(([label = '', value = '']) => [`  ${dim(label)}`, value])),
  ];
}

function countWords({ desiredCount, tasks }: Observation): string {
  const { running, healthy } = countTasks(tasks);
  const checked = tasks.some(({ target }) => target) ? `, ${healthy} healthy` : '';
  return `${running} of ${desiredCount} run${checked}`;
}

function newerRows(newer: StatusFacts['newer'], environment: string): [string, string][] {
  const { template = [], config = [] } = newer ?? {};
  const shipped = `\`npx slipway deploy ${environment}\` ships it`;
  return [
    ...template.map((service): [string, string] => [
      'settings',
      `the template of ${service} is newer than what is live: ${shipped}`,
    ]),
    ...config.map((service): [string, string] => [
      'config',
      `variables of ${service} changed since what is live: the next release ships them`,
    ]),
  ];
}

function orphanWords({ version, by }: ReleaseRecord): string {
  return `v${version} lost its run (${plainText(by.name, 40)} on ${plainText(by.host, 40)}); the next release settles it`;
}

function liveWords({ version, createdAt, commit, by }: ReleaseRecord): string {
  const what = commit ? `, ${commitWords(commit)}` : '';
  return `v${version}${what}, ${whenWords(createdAt)} UTC by ${plainText(by.name, 40)}`;
}

function holdWords({ by, since, why }: NonNullable<StatusFacts['hold']>, environment: string): string {
  const reason = why ? ` (${plainText(why, 100)})` : '';
  return `by ${plainText(by, 40)} since ${whenWords(since)} UTC${reason}: pushes wait until \`npx slipway unhold ${environment}\``;
}
