import { valuesOf } from '../http/header-list';
import type { RelayFailure } from '../http/relay';
import { isCaching } from './cache-policy';
import { deliver, deliverKept, type Delivery } from './deliver';
import type { Origin } from './distribution';
import type { CacheKey, EdgeCache } from './edge-cache';
import { edgePage, FAILED } from './edge-page';
import { askInTurn, originTurns } from './failover';
import type { OriginAnswer } from './origin-answer';
import { timeToLive } from './time-to-live';
import type { ViewerRequest } from './viewer-request';

export interface ServeSurroundings {
  readonly cache: EdgeCache;
  /** Asks one origin of the distribution. */
  ask(origin: Origin, gone: AbortSignal): Promise<OriginAnswer | RelayFailure>;
  /** How long a declared second takes. */
  readonly secondMs: number;
}

/** Answers a request without a body: from what is kept, or else from the origins in their turn. Never rejects. */
export async function serve(to: Delivery, { cache, ask, secondMs }: ServeSurroundings): Promise<void> {
  const { asked, response, distribution } = to;
  const key = cacheKey(asked);
  const kept = key === undefined ? undefined : cache.find(key);
  if (kept) return deliverKept(kept, to, secondMs);

  const { era } = cache;
  const gone = new AbortController();
  response.on('close', () => {
    // Whoever has all of the answer is not gone; the rest of it may be to be kept still.
    if (!response.writableFinished) gone.abort();
  });
  const turns = originTurns(distribution, asked.behaviour, asked.method);
  const answered = await askInTurn(turns, (origin) =>
    // Only this cloud's own parts can fail here, and an origin behind them is out of reach then.
    ask(origin, gone.signal).catch(() => 'unreachable' as const),
  );
  if (gone.signal.aborted) {
    // What failed because nobody waits says nothing about the origin.
    if (typeof answered !== 'string') answered.body.destroy();
    return;
  }
  const answer = typeof answered === 'string' ? edgePage(FAILED[answered], asked.id) : answered;
  const seconds = timeToLive(answer, asked.behaviour.caching, distribution.errorSeconds);
  const since = Date.now();
  const until = since + seconds * secondMs;
  const keeps = key !== undefined && asked.method === 'GET' && seconds > 0;
  await deliver(answer, to, keeps ? (whole) => cache.keep(key, { ...whole, since, until }, era) : undefined);
}

/**
 * What tells apart what is kept. The known policies have neither query nor headers in it.
 *
 * @returns `undefined` where nothing is looked up or kept: ranges are asked of the origin every time
 */
function cacheKey({ method, path, sent, behaviour, encodings }: ViewerRequest): CacheKey | undefined {
  const isRange = valuesOf(sent, 'range').length > 0;
  if (!['GET', 'HEAD'].includes(method) || isRange) return undefined;
  return { path, variant: isCaching(behaviour.caching) ? encodings.join(',') : '' };
}
