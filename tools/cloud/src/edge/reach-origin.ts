import type { Agent } from 'node:http';
import type { NextHop, RelayFailure } from '../http/relay';
import { bucketAnswer } from './bucket-answer';
import type { BucketStore } from './bucket-store';
import type { Distribution, Origin } from './distribution';
import { originAddress, type OriginSurroundings } from './origin-address';
import { askOrigin, type OriginAnswer } from './origin-answer';
import { originRequest } from './origin-request';
import type { ViewerRequest } from './viewer-request';

export interface EdgeSurroundings extends OriginSurroundings {
  /** Whose distribution it is. */
  readonly account: string;
  readonly buckets: BucketStore;
}

/** An edge that has a request for one of its origins. */
export interface Asking {
  readonly asked: ViewerRequest;
  readonly distribution: Distribution;
  readonly agent: Agent;
  readonly surroundings: EdgeSurroundings;
}

/** @returns `undefined` where the origin is no server, or is not on this machine */
export function originHop(
  { asked, distribution, agent, surroundings }: Asking,
  origin: Origin,
): NextHop | undefined {
  const address = originAddress(origin, surroundings);
  return address && { ...address, agent, ...originRequest(asked, distribution, origin) };
}

/** Asks an origin of either kind something that has no body. */
export async function reachOrigin(
  asking: Asking,
  origin: Origin,
  gone: AbortSignal,
): Promise<OriginAnswer | RelayFailure> {
  const { asked, distribution, surroundings } = asking;
  const { method } = asked;
  if (!origin.server) {
    const { account, buckets } = surroundings;
    // S3 would take a query for a wish.
    const { path, headers } = originRequest({ ...asked, query: undefined }, distribution, origin);
    return bucketAnswer(buckets, { account, distribution, origin, method, path, headers }, gone);
  }
  const hop = originHop(asking, origin);
  return hop ? askOrigin({ ...hop, method }, gone) : 'unreachable';
}
