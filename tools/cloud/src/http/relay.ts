import { request as httpRequest, type Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { endToEnd, framing, type HeaderList } from './header-list';

/** The next hop of a request. */
export interface NextHop {
  readonly host: string;
  readonly port: number;
  readonly agent: Agent;
  /** Path and query. */
  readonly path: string;
  readonly headers: HeaderList;
  /** Nothing moved in either direction for that long. */
  readonly idleMs: number;
  readonly connectMs: number;
}

/**
 * Why there is no answer to pass on.
 * - `unreachable`: no connection, or it was reset or closed, or what came was no HTTP
 * - `silent`: no connection in time, or no answer
 * - `client-silent`: the client did not send its body
 */
export type RelayFailure = 'unreachable' | 'silent' | 'client-silent';

export interface Relay {
  /** Ends both sides at once. */
  cut(): void;
}

export interface RelayListener {
  /** Nothing has been answered yet; the request is answered here. */
  failed(failure: RelayFailure): void;
  /** Always, and last. */
  over(): void;
  /** @default as they are */
  responseHeaders?(headers: HeaderList, status: number): HeaderList;
}

/**
 * Passes a request on and its answer back, both as streams: nothing is held, a slow reader slows the writer down.
 * It never tries again: a load balancer does not know what the target has done already.
 */
export function relay(
  request: IncomingMessage,
  response: ServerResponse,
  hop: NextHop,
  listener: RelayListener,
): Relay {
  const { host, port, agent, path } = hop;
  const headers = [...hop.headers, ...framing(request)];
  const outgoing = httpRequest({ host, port, agent, path, method: request.method, headers });
  let incoming: IncomingMessage | undefined;
  let failed = false;

  const fail = (failure: RelayFailure) => {
    if (failed || incoming) return;
    failed = true;
    request.unpipe(outgoing);
    request.resume();
    outgoing.destroy();
    if (!response.destroyed) listener.failed(failure);
  };
  const idle = setTimeout(() => {
    if (incoming) response.destroy();
    else fail(request.complete ? 'silent' : 'client-silent');
  }, hop.idleMs);
  const moved = () => void idle.refresh();

  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => fail('silent'), hop.connectMs);
    const settled = () => clearTimeout(timer);
    socket.once('connect', settled).once('close', settled);
  });
  outgoing.on('error', () => fail('unreachable'));
  outgoing.on('upgrade', (_, socket) => {
    socket.destroy();
    fail('unreachable');
  });
  outgoing.on('response', (answer) => {
    incoming = answer;
    const { statusCode = 502, statusMessage } = answer;
    const raw = endToEnd(answer.rawHeaders);
    const passed = listener.responseHeaders?.(raw, statusCode) ?? raw;
    response.writeHead(statusCode, statusMessage, [...passed]);
    // A page that streams shows its head at once.
    response.flushHeaders();
    answer.on('data', moved);
    answer.pipe(response);
    answer.on('end', () => {
      request.unpipe(outgoing);
      request.resume();
    });
    // Cut off in the middle: the client must see that this was not all.
    answer.on('error', () => response.destroy());
  });
  response.on('close', () => {
    clearTimeout(idle);
    if (!(incoming?.complete && outgoing.writableFinished)) outgoing.destroy();
    listener.over();
  });

  request.pipe(outgoing);
  request.on('data', moved);
  return { cut: () => (response.headersSent || failed ? response.destroy() : fail('unreachable')) };
}
