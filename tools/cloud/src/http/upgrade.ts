import { request as httpRequest, ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { endToEnd, pairs } from './header-list';
import type { NextHop, Relay, RelayListener } from './relay';

/** For an upgrade that ends in an ordinary answer: the connection carries that one and closes. */
export function answerOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // Node's server hands over its own sockets only, whatever the type of its event says.
  response.assignSocket(socket as Socket);
  response.on('finish', () => socket.end());
  return response;
}

/** Passes a WebSocket's handshake on, and from then on every byte in both directions. */
export function relayUpgrade(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  hop: Omit<NextHop, 'agent'>,
  listener: RelayListener,
): Relay {
  const { host, port, path, idleMs, connectMs } = hop;
  const upgrade = ['Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? 'websocket'];
  const headers = [...hop.headers, ...upgrade];
  const outgoing = httpRequest({ host, port, path, method: request.method, headers, agent: false });
  const connecting = setTimeout(() => fail('silent'), connectMs);
  let settled = false;

  const fail = (failure: 'silent' | 'unreachable') => {
    if (settled) return;
    settled = true;
    outgoing.destroy();
    if (!client.destroyed) listener.failed(failure);
  };

  outgoing.on('error', () => fail('unreachable'));
  outgoing.on('upgrade', (answer, target, first) => {
    settled = true;
    clearTimeout(connecting);
    const lines = pairs(answer.rawHeaders).map(([name, value]) => `${name}: ${value}`);
    client.write(`HTTP/1.1 101 ${answer.statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`);
    if (first.length > 0) client.write(first);
    if (head.length > 0) target.write(head);
    join(client, target, idleMs);
  });
  outgoing.on('response', (answer) => {
    settled = true;
    clearTimeout(connecting);
    const response = answerOn(request, client);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, [...endToEnd(answer.rawHeaders)]);
    answer.pipe(response);
  });
  client.on('error', () => client.destroy());
  client.on('close', () => {
    clearTimeout(connecting);
    outgoing.destroy();
    listener.over();
  });
  outgoing.end();
  return { cut: () => client.destroy() };
}

function join(client: Duplex, target: Socket, idleMs: number): void {
  const end = () => {
    clearTimeout(idle);
    client.destroy();
    target.destroy();
  };
  const idle = setTimeout(end, idleMs);
  for (const side of [client, target]) {
    side.on('data', () => void idle.refresh());
    side.on('error', end);
    side.on('close', end);
  }
  client.pipe(target).pipe(client);
}
