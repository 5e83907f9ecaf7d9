import { createHash } from 'node:crypto';
import { invalidParameter } from './ecs-error';

export interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export interface Listing<T> {
  readonly all: readonly T[];
  /** What it is listed by: texts that no two have in common, and that stay with what they are of. */
  readonly key: (item: T) => string;
  /** The operation that lists. */
  readonly list: string;
  /** As its client sent it: filter, size and token. */
  readonly request: PageRequest;
  /** When the client names no size. @default 100 */
  readonly size?: number;
  /** @default false */
  readonly descending?: boolean;
}

/**
 * One page of a list, in the order of its keys. A token names the last key of its page and what was asked for: whatever
 * comes and goes between two pages, what stays is listed once; and with another filter the token is none.
 *
 * @throws EcsError for a token that is none
 */
export function page<T>({ all, key, list, request, size = 100, descending = false }: Listing<T>): {
  items: T[];
  nextToken?: string;
} {
  const { maxResults = size, nextToken } = request;
  const about = fingerprint(list, request);
  const direction = descending ? -1 : 1;
  const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -direction : direction);
  const last = nextToken === undefined ? undefined : lastKey(nextToken, about);
  const rest = all
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .filter((one) => last === undefined || compare(one.key, last) > 0);
  const items = rest.slice(0, maxResults);
  const end = items.at(-1);
  return {
    items: items.map(({ item }) => item),
    ...(end && items.length < rest.length && { nextToken: token(about, end.key) }),
  };
}

/** Of what is asked for, whatever the size of a page. */
function fingerprint(list: string, { maxResults: _, nextToken: _token, ...filter }: PageRequest): string {
  const members = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([list, members]))
    .digest('hex')
    .slice(0, 16);
}

const token = (about: string, last: string) => Buffer.from(JSON.stringify([about, last])).toString('base64');

function lastKey(text: string, about: string): string {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    if (Array.isArray(parts) && parts[0] === about && typeof parts[1] === 'string') return parts[1];
  } catch {
    // Refused below, like any other text that is no token.
  }
  throw invalidParameter('Invalid token.');
}
