import type { Migration, ReleaseRecord } from '../record/release-record';
import { plainText } from './plain-text';

/** More than these are for the record to tell. */
const MOST_NAMED = 5;

/**
 * What a release that did not get live leaves of itself: its migrations are never undone, and the release that serves
 * runs on what they made. Sentences for the end of its verdict; empty when it leaves nothing.
 *
 * @param serving `v11`, which goes on. @default nothing was live
 */
export function leftWords({ taken = [], releaseCommand }: ReleaseRecord, serving?: string): string {
  const harmless = (releaseCommand?.migrations ?? []).filter(
    ({ name }) => !taken.some((other) => other.name === name),
  );
  const gone =
    taken.length > 0 ? ` What ${serving ?? 'code before it'} may need is gone: ${takenWords(taken)}.` : '';
  const names = listed(harmless.map(({ name }) => plainText(name, 80)));
  const stay =
    harmless.length > 0
      ? ` Migration${harmless.length === 1 ? '' : 's'} ${names} ${harmless.length === 1 ? 'stays' : 'stay'} applied.`
      : '';
  return gone + stay;
}

/** `migration 20261203-tidy drops column entries.email`. */
export function takenWords(taken: readonly Migration[]): string {
  return listed(
    taken.map(
      ({ name, destructive }) =>
        `migration ${plainText(name, 80)} ${destructive.map((part) => plainText(part, 100)).join(' and ')}`,
    ),
    '; ',
  );
}

function listed(parts: readonly string[], between = ', '): string {
  const more = parts.length - MOST_NAMED;
  return [...parts.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(between);
}
