import type { IncomingMessage } from 'node:http';

/** Names and values in turn, as they came over the wire: case, order and repetitions are kept. */
export type HeaderList = readonly string[];

/** About one connection only, so a proxy does not pass them on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** What of a message is for whoever is at the other end. */
export function endToEnd(headers: HeaderList): HeaderList {
  const named = valuesOf(headers, 'connection')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().toLowerCase());
  return without(headers, (name) => HOP_BY_HOP.has(name) || named.includes(name));
}

/** How the body is delimited towards the next hop, which Node does not settle for headers that are a list. */
export function framing({ headers, method = '' }: IncomingMessage): HeaderList {
  if (headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  if (headers['content-length'] !== undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method)) return [];
  return ['Content-Length', '0'];
}

/** @param name in lower case */
export function valuesOf(headers: HeaderList, name: string): readonly string[] {
  return pairs(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value);
}

/** @param dropped is told names in lower case */
export function without(headers: HeaderList, dropped: (name: string) => boolean): HeaderList {
  return pairs(headers)
    .filter(([name]) => !dropped(name.toLowerCase()))
    .flat();
}

/** Replaces every header of these names. */
export function withHeaders(headers: HeaderList, added: { readonly [name: string]: string }): HeaderList {
  const names = new Set(Object.keys(added).map((name) => name.toLowerCase()));
  return [...without(headers, (name) => names.has(name)), ...Object.entries(added).flat()];
}

export function pairs(headers: HeaderList): readonly (readonly [string, string])[] {
  return Array.from({ length: headers.length / 2 }, (_, index) => [
    headers[2 * index] ?? '',
    headers[2 * index + 1] ?? '',
  ]);
}
