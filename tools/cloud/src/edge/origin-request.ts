import { withHeaders, without, type HeaderList } from '../http/header-list';
import { isCaching } from './cache-policy';
import { CONDITIONS } from './conditional';
import type { Distribution, Origin } from './distribution';
import { originHeaders } from './edge-headers';
import type { ViewerRequest } from './viewer-request';

/** What one origin is asked for. */
export interface OriginRequest {
  /** Path and query. */
  readonly path: string;
  readonly headers: HeaderList;
}

export function originRequest(
  asked: ViewerRequest,
  distribution: Distribution,
  origin: Origin,
): OriginRequest {
  const { path, query, behaviour } = asked;
  const passesQuery = query !== undefined && behaviour.forwards.query;
  return {
    path: origin.path + path + (passesQuery ? `?${query}` : ''),
    headers: cachedHeaders(originHeaders(asked, distribution, origin, behaviour.forwards), asked),
  };
}

/** Of what is to be kept the whole is asked for, in an encoding that it is kept in. */
function cachedHeaders(headers: HeaderList, { behaviour, encodings }: ViewerRequest): HeaderList {
  if (!isCaching(behaviour.caching)) return headers;
  const whole = without(headers, (name) => CONDITIONS.includes(name) || name === 'accept-encoding');
  return encodings.length === 0 ? whole : withHeaders(whole, { 'Accept-Encoding': encodings.join(',') });
}
