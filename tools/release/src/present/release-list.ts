import { formatDuration, palette, type Output } from '@slipway/tool-terraform';
import type { ReleaseRecord, ReleaseState } from '../ledger/release-record';
import { columns } from './columns';
import { plainText } from './plain-text';
import { commitWords, reasonWords, releaseSeconds } from './release-words';

type Look = Pick<Output, 'color'>;

/** `slipway releases`: one line each, in the order that they come. */
export function releaseListLines(records: readonly ReleaseRecord[], look: Look): string[] {
  if (records.length === 0) return ['Nothing was released here yet.'];
  const { dim } = palette(look);
  const head = ['version', 'state', 'when (UTC)', 'who', 'commit', 'why', 'took'].map((name) => dim(name));
  return columns([
    head,
    ...records.map((record) => [
      `v${record.version}`,
      stateWords(record.state, look),
      whenWords(record.createdAt),
      plainText(record.by.name, 20),
      record.commit ? commitWords(record.commit, 40) : '',
      reasonWords(record),
      tookWords(record),
    ]),
  ]);
}

/** `slipway releases show v12`: all that its record holds. */
export function releaseDetailLines(record: ReleaseRecord, look: Look): string[] {
  const { bold, dim } = palette(look);
  const { commit, by, settledBy, cause, releaseCommand, finishedAt } = record;
  const who = [
    plainText(by.name, 60),
    `on ${plainText(by.host, 60)}`,
    by.runUrl && plainText(by.runUrl, 200),
  ];
  const rows: string[][] = [
    ['state', stateWords(record.state, look)],
    ['why', reasonWords(record)],
    ['who', who.filter(Boolean).join(' ')],
    ...(settledBy
      ? [['settled by', `${plainText(settledBy.name, 60)} on ${plainText(settledBy.host, 60)}`]]
      : []),
    ['began', record.createdAt],
    ['ended', finishedAt ? `${finishedAt}, after ${tookWords(record)}` : 'not yet'],
    ['commit', commit ? `${commit.sha} ${plainText(commit.message, 100)}` : 'none'],
    ...servicesOf(record).flatMap((service) => [
      [service, record.images[service] ?? 'no image'],
      ['', `task definition ${record.taskDefinitions[service] ?? 'not registered'}`],
      ['', `template ${record.templates[service] ?? 'unknown'}`],
      ['', `deployment ${record.deployments[service] ?? 'not begun'}`],
      ['', `config ${configWords(record.config[service])}`],
    ]),
    ...record.phases.map(({ name, seconds }, index) => [
      index === 0 ? 'phases' : '',
      `${name} ${formatDuration(seconds)}`,
    ]),
    ...(releaseCommand ? commandRows(releaseCommand) : []),
    ...(cause ? [['cause', plainText(cause.words)]] : []),
    ...(cause?.next ? [['next', cause.next]] : []),
  ];
  const logs =
    cause && cause.logs.length > 0
      ? ['', 'Last lines:', ...cause.logs.map((line) => dim(`  ${plainText(line)}`))]
      : [];
  return [
    bold(`v${record.version} of ${record.environment}`),
    ...columns(rows.map(([label = '', value = '']) => [`  ${dim(label)}`, value])),
    ...logs,
  ];
}

function commandRows({
  command,
  exitCode,
  migrations,
  output,
}: NonNullable<ReleaseRecord['releaseCommand']>): string[][] {
  const ended = exitCode === undefined ? 'did not end' : `exit code ${exitCode}`;
  return [
    ['command', `${plainText(command.join(' '), 120)}, ${ended}`],
    ...migrations.map(({ name, destructive }) => [
      '',
      `migration ${plainText(name, 80)}${destructive.length > 0 ? `, ${plainText(destructive.join(' and '), 200)}` : ''}`,
    ]),
    ...output.map((line) => ['', `| ${plainText(line, 200)}`]),
  ];
}

/** The state with its colour; an underscore is for machines. */
export function stateWords(state: ReleaseState, look: Look): string {
  const { green, red, cyan, dim } = palette(look);
  const words = state.replace('_', ' ');
  if (state === 'live') return green(words);
  if (state === 'failed' || state === 'rolled_back') return red(words);
  return state === 'superseded' ? dim(words) : cyan(words);
}

/** `2026-11-25 10:00`. */
export function whenWords(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function tookWords(record: ReleaseRecord): string {
  const seconds = releaseSeconds(record);
  return seconds === undefined ? '' : formatDuration(seconds);
}

function configWords(config: { readonly [name: string]: number } | undefined): string {
  const keys = Object.entries(config ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return keys.length > 0 ? keys.map(([name, version]) => `${name}@${version}`).join(', ') : 'empty';
}

function servicesOf({ images, templates, taskDefinitions }: ReleaseRecord): string[] {
  return [...new Set([images, templates, taskDefinitions].flatMap((part) => Object.keys(part)))].sort();
}
