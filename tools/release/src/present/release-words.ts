import { formatDuration } from '@slipway/tool-terminal';
import type { Commit, ReleaseReason, ReleaseRecord } from '../record/release-record';
import { serves } from '../record/site-answer';
import { leftWords } from './migration-words';
import { plainText } from './plain-text';

const REASONS: { readonly [reason in ReleaseReason]: string } = {
  push: 'push',
  promote: 'promoted',
  rollback: 'rollback',
  config: 'new config',
  infra: 'new settings',
};

/** `3f2a1bc Add prices`. */
export function commitWords({ sha, message }: Commit, max = 72): string {
  return `${sha.slice(0, 7)} ${plainText(message, max)}`;
}

/** `push`, `promoted from staging v12`, `rollback to v8`, `rollback to v8 with its config`. */
export function reasonWords({
  reason,
  from,
  configOf,
}: Pick<ReleaseRecord, 'reason' | 'from' | 'configOf'>): string {
  if (reason === 'promote' && from) return `promoted from ${from.environment} v${from.version}`;
  if (reason === 'rollback' && from)
    return `rollback to v${from.version}${configOf === undefined ? '' : ' with its config'}`;
  return REASONS[reason];
}

/**
 * Seconds from its record to its end. Settled by another machine whose clock is behind, the times run backwards; then
 * the phases, which one clock measured, are what is known.
 */
export function releaseSeconds({ createdAt, finishedAt, phases }: ReleaseRecord): number | undefined {
  if (!finishedAt) return undefined;
  const seconds = (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000;
  return seconds >= 0 ? seconds : phases.reduce((sum, phase) => sum + phase.seconds, 0);
}

/** `24 files, 3 new`. */
export function assetsWords({
  files,
  uploaded,
}: Pick<NonNullable<ReleaseRecord['assets']>, 'files' | 'uploaded'>): string {
  return `${files} ${files === 1 ? 'file' : 'files'}, ${uploaded === 0 ? 'none' : uploaded} new`;
}

/** What else the words need. */
export interface OutcomeContext {
  /** Where the environment answers. @default not said */
  readonly url?: string;
  /** What was live before. @default none */
  readonly previous?: Pick<ReleaseRecord, 'version'>;
}

/** The end of a release, the same in terminal, Slack and GitHub. No colours, no mark-up. */
export interface Outcome {
  readonly good: boolean;
  /** `v12 is live on staging, 18 s.` */
  readonly headline: string;
  /** Last lines that the failed task printed. */
  readonly logs: readonly string[];
  /** The command that helps next. */
  readonly next?: string;
}

/** Puts the end of a release in words. */
export function outcome(record: ReleaseRecord, { url, previous }: OutcomeContext = {}): Outcome {
  const { version, environment, state, cause } = record;
  const seconds = releaseSeconds(record);
  const took = seconds === undefined ? '' : `, ${formatDuration(seconds)}`;
  if (state === 'live' || state === 'superseded') {
    const headline = state === 'live' ? `is live on ${environment}${took}.` : `was live on ${environment}.`;
    return { good: true, headline: `v${version} ${headline}${url ? ` ${url}` : ''}`, logs: [] };
  }
  if (state !== 'failed' && state !== 'rolled_back') {
    return { good: true, headline: `v${version} is on its way to ${environment}.`, logs: [] };
  }
  const why = cause ? `: ${plainText(cause.words)}` : '.';
  const said = cause?.kind === 'interrupted' || cause?.kind === 'orphaned';
  const remains = previous ? remainsWords(record, previous.version, said) : '';
  const left = leftWords(record, previous && `v${previous.version}`);
  // Nothing follows a command, which people copy to the end of the line.
  const command = cause !== undefined && !/[.!?…]$/.test(cause.words.trimEnd());
  const rest = command ? `.${remains}${left}${why.replace(/^:/, '')}` : `${why}${remains}${left}`;
  return {
    good: false,
    headline: `v${version} did not go live on ${environment}${rest}`,
    logs: (cause?.logs ?? []).map((line) => plainText(line, 300)),
    ...(cause?.next && { next: cause.next }),
  };
}

/** What is claimed of the release before: that it serves, only where a request showed it. */
function remainsWords({ taken = [], site }: ReleaseRecord, before: number, said: boolean): string {
  if (site && !serves(site)) {
    const answer = site.status === undefined ? 'nobody answered' : site.status;
    return ` v${before} is what runs, but did not serve (${answer} at ${site.url}).`;
  }
  if (said) return '';
  // What lost a column can answer a health check, and serve nobody.
  return ` v${before} ${site && taken.length === 0 ? 'still serves' : 'still runs'}.`;
}

/** `v12 of staging begins: push of 3f2a1bc Add prices, by jo.` */
export function startWords(record: ReleaseRecord): string {
  const what = record.commit ? ` of ${commitWords(record.commit)}` : '';
  return `v${record.version} of ${record.environment} begins: ${reasonWords(record)}${what}, by ${plainText(record.by.name, 60)}.`;
}
