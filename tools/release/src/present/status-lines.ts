import { formatDuration, npxSlipway, palette } from '@slipway/tool-terminal';
import type { Migration, ReleaseRecord } from '../record/release-record';
import type { Observation } from '../verdict/observation';
import { timelineTerms, type VerdictTimeline } from '../verdict/timeline';
import { columns } from './columns';
import { lineWidth, type Look } from './look';
import { takenWords } from './migration-words';
import { plainText } from './plain-text';
import { whenWords } from './release-list';
import { commitWords, outcome, reasonWords } from './release-words';
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
  /** Migrations that took what the live one may need. @default none did */
  readonly taken?: readonly Migration[];
  /** The one that runs has lost its run. @default false */
  readonly orphaned?: boolean;
  readonly services: readonly (Observation & {
    /** Every running task is of the live release. */
    readonly asReleased: boolean;
    /** `family:7` of what was released, if another tool deregistered it. @default it is there */
    readonly definitionGone?: string;
  })[];
  /** Services that ECS does not have any more. @default none */
  readonly servicesGone?: readonly string[];
  /** Services whose template, or whose parameters, are newer than what is live. @default none */
  readonly newer?: { readonly template: readonly string[]; readonly config: readonly string[] };
  /** What the workspace describes and the last deploy did not apply, in lines. @default nothing, or not looked at */
  readonly notDeployed?: readonly string[];
  /** Seconds below which no good roll can end: `rolloutFloor` of tools/synth. */
  readonly floorSeconds?: number;
  /** What the firewall found in the last day. @default it was not looked at */
  readonly firewall?: {
    /** It refuses what it finds; else it lets it through. */
    readonly blocks: boolean;
    /** Most often first; the path is the one that was met most. */
    readonly found: readonly { readonly rule: string; readonly requests: number; readonly path: string }[];
    /** There was more than was read. */
    readonly more: boolean;
  };
  /** What they are spent on. */
  readonly floor?: VerdictTimeline['parts'];
  /** How long a crash at start and a missing secret take to be told. */
  readonly verdicts?: { readonly crash: VerdictTimeline; readonly secret: VerdictTimeline };
}

/** `slipway status`. */
export function statusLines(facts: StatusFacts, look: Look): string[] {
  const { bold, yellow, red, dim } = palette(look);
  const { environment, url, live, running, failed, hold, services, floorSeconds, verdicts } = facts;
  const { orphaned = false, newer, notDeployed = [], taken = [], servicesGone = [] } = facts;
  const rows: string[][] = [
    ['live', live ? liveWords(live) : 'nothing yet'],
    ...(live?.commit ? [['', commitWords(live.commit)]] : []),
    ...takenRows(taken, environment, live).map(([label, words]) => [label, red(words)]),
    ...(running ? [['running', orphaned ? yellow(orphanWords(running)) : outcome(running).headline]] : []),
    ...(failed ? [['last try', red(outcome(failed).headline)]] : []),
    ...(hold ? [['hold', yellow(holdWords(hold, environment))]] : []),
    ...services.flatMap((seen) => [
      [seen.service, countWords(seen)],
      // While a release rolls, tasks of two run.
      ...(seen.asReleased || running ? [] : driftWords(seen, live).map((words) => ['', yellow(words)])),
      ...goneWords(seen, environment, live).map((words) => ['', red(words)]),
    ]),
    ...servicesGone.map((service) => [
      service,
      red(`is not there any more: \`${npxSlipway('deploy', environment)}\` makes it again`),
    ]),
    ...newerRows(newer, environment).map(([label, words]) => [label, yellow(words)]),
    ...notDeployedRows(notDeployed, environment).map(([label, words]) => [label, yellow(words)]),
    ...firewallRows(facts.firewall, environment),
    ...(floorSeconds === undefined
      ? []
      : [['a good roll', `${formatDuration(floorSeconds)} at least, on AWS`], ...floorRows(facts)]),
    ...(verdicts
      ? [
          ...timelineRows('a crash', verdicts.crash, look),
          ...timelineRows('no secret', verdicts.secret, look),
        ]
      : []),
  ];
  return [
    `${bold(environment)}${url ? `  ${url}` : ''}`,
    ...columns(rows.map(([label = '', value = '']) => [`  ${dim(label)}`, value])),
  ];
}

/** Migrations are never undone, so only other code helps. */
function takenRows(
  taken: readonly Migration[],
  environment: string,
  live: ReleaseRecord | undefined,
): [string, string][] {
  if (!live || taken.length === 0) return [];
  return [
    ['database', `what v${live.version} may need is gone: ${takenWords(taken)}`],
    ['', `release code that does without: \`${npxSlipway('release', environment)}\``],
  ];
}

/** Rules that are told one by one. */
const MOST_RULES = 3;

function firewallRows(firewall: StatusFacts['firewall'], environment: string): string[][] {
  if (!firewall) return [];
  const { blocks, found, more } = firewall;
  const verb = blocks ? 'refused' : 'would have refused';
  const requests = found.reduce((sum, finding) => sum + finding.requests, 0);
  if (requests === 0) return [['firewall', `${verb} nothing in the last day`]];
  const told = found
    .slice(0, MOST_RULES)
    .map((finding) => `${finding.requests} by ${finding.rule} (${plainText(finding.path)})`);
  const others = found.length > MOST_RULES ? `, others by ${found.length - MOST_RULES} more rules` : '';
  return [
    [
      'firewall',
      `${verb} ${more ? 'more than ' : ''}${requests} in the last day: ${told.join(', ')}${others}`,
    ],
    ['', `wrong about your app? \`edge.firewall.exceptions\` of environments/${environment}/environment.ts`],
  ];
}

/** Each wave of tasks takes the same time; one is the rule. */
function floorRows({ floor, floorSeconds = 0 }: StatusFacts): string[][] {
  const terms = floor?.map(({ name, seconds }, index) => `${index > 0 ? '+ ' : ''}${seconds} s ${name}`);
  const sum = floor?.reduce((total, { seconds }) => total + seconds, 0);
  return terms && sum === floorSeconds ? [['', `${terms.join(' ')} = ${sum} s`]] : [];
}

function countWords({ desiredCount, tasks }: Observation): string {
  const { running, healthy } = countTasks(tasks);
  const checked = tasks.some(({ target }) => target) ? `, ${healthy} healthy` : '';
  return `${running} of ${desiredCount} run${checked}`;
}

/** What was removed that the service needs, and what brings it back. */
function goneWords(
  { service, targetsGone, definitionGone }: StatusFacts['services'][number],
  environment: string,
  live: ReleaseRecord | undefined,
): string[] {
  return [
    ...(targetsGone
      ? [
          'its target group was removed, so no request gets to it',
          `\`${npxSlipway('deploy', environment)}\` makes it again`,
        ]
      : []),
    ...(definitionGone === undefined
      ? []
      : [
          `${definitionGone} was deregistered by another tool: no command runs in it, and no release goes back to it`,
          ...putsBack(service, live),
        ]),
  ];
}

/** What runs although no release that is live put it there, and how to get back. */
function driftWords({ service, tasks }: Observation, live: ReleaseRecord | undefined): string[] {
  const released = live?.taskDefinitions[service];
  const others = tasks
    .filter(({ lastStatus, taskDefinition }) => lastStatus === 'RUNNING' && taskDefinition !== released)
    .map(({ taskDefinition }) => taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1));
  const [count, names] = [others.length, [...new Set(others)].sort().join(' and ')];
  const run = `${count} of them ${count === 1 ? 'runs' : 'run'} ${names}`;
  if (!live) return [`${run}, which no release put there`];
  return [
    `${run}, not what v${live.version} released: changed by hand, or by another tool`,
    ...putsBack(service, live),
  ];
}

/** Releases the image that is live once more. */
function putsBack(service: string, live: ReleaseRecord | undefined): string[] {
  const image = live?.images[service];
  if (!live || image === undefined) return [];
  const commit = live.commit ? `--commit ${live.commit.sha.slice(0, 7)}` : '';
  return [`\`${npxSlipway('release', live.environment, '--image', image, commit)}\` puts it back`];
}

/** Label and text beside it, before `  label  `. */
const LABEL_COLUMN = 15;

function timelineRows(label: string, timeline: VerdictTimeline, look: Look): string[][] {
  const lines: string[] = [];
  for (const term of timelineTerms(timeline)) {
    const longer = `${lines.at(-1) ?? ''} ${term}`;
    if (lines.length > 0 && longer.length + LABEL_COLUMN <= lineWidth(look)) lines.splice(-1, 1, longer);
    else lines.push(term);
  }
  const { dim } = palette(look);
  return [
    [label, `reported within ${formatDuration(timeline.seconds)}, on AWS`],
    ...lines.map((line) => ['', dim(line)]),
  ];
}

function newerRows(newer: StatusFacts['newer'], environment: string): [string, string][] {
  const { template = [], config = [] } = newer ?? {};
  const shipped = `\`${npxSlipway('deploy', environment)}\` ships it`;
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

/** More than these are for a plan to tell. */
const MOST_NOT_DEPLOYED = 8;

function notDeployedRows(lines: readonly string[], environment: string): [string, string][] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_NOT_DEPLOYED).map((line) => plainText(line, 200));
  const more = lines.length - shown.length;
  const deploys = `\`${npxSlipway('deploy', environment)}\` applies ${lines.length === 1 ? 'it' : 'them'}; until then releases go with what is deployed`;
  const all = [...shown, ...(more > 0 ? [`and ${more} more`] : []), deploys];
  return all.map((words, index) => [index === 0 ? 'to deploy' : '', words]);
}

function orphanWords({ version, by }: ReleaseRecord): string {
  return `v${version} lost its run (${plainText(by.name, 40)} on ${plainText(by.host, 40)}); the next release settles it`;
}

function liveWords({ version, createdAt, finishedAt, by, ...record }: ReleaseRecord): string {
  return `v${version} since ${whenWords(finishedAt ?? createdAt)} UTC, ${reasonWords(record)} by ${plainText(by.name, 40)}`;
}

function holdWords({ by, since, why }: NonNullable<StatusFacts['hold']>, environment: string): string {
  const reason = why ? ` (${plainText(why, 100)})` : '';
  return `by ${plainText(by, 40)} since ${whenWords(since)} UTC${reason}: pushes wait until \`${npxSlipway('unhold', environment)}\``;
}
