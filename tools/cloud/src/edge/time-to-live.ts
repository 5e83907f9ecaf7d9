import { valuesOf, type HeaderList } from '../http/header-list';
import type { CachePolicy } from './cache-policy';

/** Kept for 10 seconds unless the distribution says otherwise. */
const ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];
/** Kept only if the origin says so. */
const ERRORS_IF_SAID = [400, 403, 412, 415];
const KEPT = [200, 301, 308];

/**
 * How long an answer may be kept, in seconds; 0 is not at all.
 *
 * @param errorSeconds by status, of the distribution's custom error responses
 * @param now in milliseconds, for `Expires`
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function timeToLive(
  { status, headers }: { readonly status: number; readonly headers: HeaderList },
  policy: CachePolicy,
  errorSeconds: { readonly [status: number]: number },
  now = Date.now(),
): number {
  const said = saidSeconds(headers, now);
  if (KEPT.includes(status)) {
    const { minSeconds, maxSeconds, defaultSeconds } = policy;
    // "no-store" and its like do not go below the minimum either, where a policy has one.
    return Math.min(Math.max(said ?? defaultSeconds, minSeconds), maxSeconds);
  }
  if (ERRORS.includes(status)) return Math.max(errorSeconds[status] ?? 10, said ?? 0);
  return ERRORS_IF_SAID.includes(status) ? (said ?? 0) : 0;
}

/** @returns `undefined` where the origin says nothing */
function saidSeconds(headers: HeaderList, now: number): number | undefined {
  const directives = valuesOf(headers, 'cache-control')
    .flatMap((value) => value.toLowerCase().split(','))
    .map((directive) => directive.trim());
  if (directives.some((directive) => /^(no-store|no-cache|private)\b/.test(directive))) return 0;
  const named = (name: string) =>
    directives.map((directive) => new RegExp(`^${name}="?(\\d+)`).exec(directive)?.[1]).find(Boolean);
  const seconds = named('s-maxage') ?? named('max-age');
  if (seconds !== undefined) return Number(seconds);
  const [expires] = valuesOf(headers, 'expires');
  // A date that cannot be read has passed already (RFC 9111, section 5.3).
  return expires === undefined ? undefined : Math.max(0, (Date.parse(expires) - now) / 1000 || 0);
}
