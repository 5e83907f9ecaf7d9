import { request as httpRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { endToEnd, type HeaderList } from '../http/header-list';
import type { NextHop, RelayFailure } from '../http/relay';

/** What an origin answers, before any of it has gone to the viewer: it can still be thrown away for another's. */
export interface OriginAnswer {
  readonly status: number;
  /** @default what the status is called */
  readonly statusMessage?: string;
  readonly headers: HeaderList;
  readonly body: Readable;
}

/**
 * Asks an origin something that has no body.
 *
 * @param gone the viewer has gone away: nothing more is needed
 */
export function askOrigin(
  hop: NextHop & { readonly method: string },
  gone: AbortSignal,
): Promise<OriginAnswer | RelayFailure> {
  const { host, port, agent, path, method, idleMs, connectMs } = hop;
  return new Promise((resolve) => {
    const outgoing = httpRequest({
      host,
      port,
      agent,
      path,
      method,
      headers: [...hop.headers],
      signal: gone,
    });
    const fail = (failure: RelayFailure) => {
      resolve(failure);
      outgoing.destroy();
    };
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) return;
      const timer = setTimeout(() => fail('silent'), connectMs);
      const settled = () => clearTimeout(timer);
      socket.once('connect', settled).once('close', settled);
    });
    // Counts from the last byte in either direction, also in the middle of an answer.
    outgoing.setTimeout(idleMs, () => fail('silent'));
    outgoing.on('error', () => fail('unreachable'));
    outgoing.on('upgrade', (_, socket) => {
      socket.destroy();
      fail('unreachable');
    });
    outgoing.on('response', (answer) => {
      const { statusCode: status = 502, statusMessage, rawHeaders } = answer;
      resolve({ status, statusMessage, headers: endToEnd(rawHeaders), body: answer });
    });
    outgoing.end();
  });
}
