import { invalidParameter } from './ecs-error';

export interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** One page of a list. The token says where the next one starts. @throws EcsError for a token or a size that is none */
export function page<T>(
  all: readonly T[],
  { maxResults, nextToken }: PageRequest,
  size = 100,
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : position(nextToken);
  const length = maxResults ?? size;
  if (!Number.isInteger(length) || length < 1 || length > 100) {
    throw invalidParameter('maxResults must be between 1 and 100.');
  }
  const end = start + length;
  return {
    items: all.slice(start, end),
    ...(end < all.length && { nextToken: Buffer.from(`from:${end}`).toString('base64') }),
  };
}

function position(token: string): number {
  const start = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (start === undefined) throw invalidParameter('Invalid token.');
  return Number(start);
}
