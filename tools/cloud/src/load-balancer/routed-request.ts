import type { IncomingMessage } from 'node:http';
import type { RoutedRequest } from './rule-matching';

/** @returns `undefined` for what a load balancer refuses as a bad request */
export function routedRequest(request: IncomingMessage): RoutedRequest | undefined {
  const { method = '', url = '', headers, headersDistinct, httpVersion, socket } = request;
  if (headers.host === undefined && httpVersion === '1.1') return undefined;
  if (!url.startsWith('/') && url !== '*') return undefined;
  const [, path = '', query = ''] = /^([^?]*)\??([^]*)$/.exec(url) ?? [];
  return {
    method,
    host: headers.host ?? '',
    path,
    query,
    headers: headersDistinct,
    source: socket.remoteAddress ?? '',
  };
}
