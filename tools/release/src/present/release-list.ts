import { formatDuration, palette } from '@slipway/tool-terminal';
import type { ReleaseRecord, ReleaseState } from '../record/release-record';
import { columns } from './columns';
import { lineWidth, type Look } from './look';
import { plainText } from './plain-text';
import { assetsWords, commitWords, reasonWords, releaseSeconds } from './release-words';

/** `slipway releases`: one line each, in the order that they come. */
export function releaseListLines(records: readonly ReleaseRecord[], look: Look): string[] {
  if (records.length === 0) return ['Nothing was released here yet.'];
  const { dim } = palette(look);
  const columnsShown = columnsWithin(lineWidth(look), records);
  return columns([
    columnsShown.map(({ head }) => dim(head)),
    ...records.map((record) =>
      columnsShown.map(({ head, cell }) =>
        head === 'state' ? stateWords(record.state, look) : cell(record),
      ),
    ),
  ]);
}

interface Column {
  readonly head: string;
  readonly cell: (record: ReleaseRecord) => string;
}

const BETWEEN = 2;
const SHA = 7;
/** A message of fewer characters tells nothing; the line then does without it. */
const SHORTEST_MESSAGE = 12;
const LONGEST_MESSAGE = 40;

/** Who released and what the commit says give way first; `releases <environment> show` tells both. */
function columnsWithin(width: number, records: readonly ReleaseRecord[]): readonly Column[] {
  const around: readonly Column[] = [
    { head: 'version', cell: ({ version }) => `v${version}` },
    { head: 'state', cell: ({ state }) => state },
    { head: 'when (UTC)', cell: ({ createdAt }) => whenWords(createdAt) },
    { head: 'who', cell: ({ by }) => plainText(by.name, 20) },
    { head: 'why', cell: reasonWords },
    { head: 'took', cell: tookWords },
  ];
  const room = (shown: readonly Column[]) =>
    width - SHA - 1 - shown.reduce((sum, column) => sum + BETWEEN + widthOf(column, records), 0);
  const roomy = room(around) >= SHORTEST_MESSAGE;
  const shown = roomy ? around : around.filter(({ head }) => head !== 'who');
  const message = Math.min(LONGEST_MESSAGE, room(shown));
  const commit: Column = {
    head: 'commit',
    cell: ({ commit }) => {
      if (!commit) return '';
      return message < SHORTEST_MESSAGE ? commit.sha.slice(0, SHA) : commitWords(commit, message);
    },
  };
  const at = shown.findIndex(({ head }) => head === 'why');
  return [...shown.slice(0, at), commit, ...shown.slice(at)];
}

function widthOf({ head, cell }: Column, records: readonly ReleaseRecord[]): number {
  return Math.max(head.length, ...records.map((record) => cell(record).length));
}

/** `slipway releases show v12`: all that its record holds. */
export function releaseDetailLines(record: ReleaseRecord, look: Look): string[] {
  const { bold, dim } = palette(look);
  const { commit, by, settledBy, cause, releaseCommand, finishedAt, assets } = record;
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
    ...(assets ? [['assets', `${assetsWords(assets)}, ${megabytes(assets.bytes)}`]] : []),
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

/** `1.2 MB`, as 10^6 bytes. */
function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
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
