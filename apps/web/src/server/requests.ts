import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export interface HttpRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** That took the request. */
  readonly server: Server;
}

/**
 * Calls `began` for every request to any HTTP server of this process, before it is answered. Next makes its server
 * itself and hands it to nobody; Node tells of its requests all the same.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 */
export function onRequest(began: (request: HttpRequest) => void): void {
  subscribe('http.server.request.start', (message) => began(message as HttpRequest));
}
