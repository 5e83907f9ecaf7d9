import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BACKLOG } from '../http/listen-on';
import { answerCall, stackOf, type Answering } from './answer-call';
import type { ApiAnswer } from './api-service';
import { CallGate } from './call-gate';
import { INTERNAL, type InternalRoutes } from './internal-routes';
import { forward, wholeBody, type Forwarded } from './moto-proxy';
import { writeAnswer, writeAnswerTo } from './write-answer';

/** Longer than clients keep an idle connection: 90 s in Go. Who closes first must not be us, in the middle of a call. */
const KEEP_ALIVE_MS = 120_000;
const MOTO_OWN = '/moto-api/';
const RESET = '/moto-api/reset';

export interface GatewayParts extends Answering {
  readonly routes: InternalRoutes;
  /** Told when everything has been emptied. */
  readonly onReset: () => void;
}

/**
 * The one door of the embedded cloud: tells whose call it is, asks our own services, and hands the rest to moto. It
 * takes connections before its parts are there; calls then wait.
 */
export class Gateway {
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));
  private open: (parts: GatewayParts) => void = () => undefined;
  private readonly parts = new Promise<GatewayParts>((resolve) => (this.open = resolve));
  private readonly calls = new CallGate();

  constructor() {
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    // Of a slow upload over loopback nobody should say that it takes too long.
    this.server.requestTimeout = this.server.headersTimeout = 0;
    this.server.on('upgrade', (request, socket, head) => {
      void this.parts.then(({ routes }) => {
        const handler = routes.findUpgrade(request.url ?? '/');
        if (handler) handler(request, socket, head);
        else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      });
    });
  }

  /**
   * @param port 0 lets the system choose
   * @returns the port
   * @throws Error `EADDRINUSE` when it is taken
   */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host: '127.0.0.1', backlog: BACKLOG }, () =>
        resolve((this.server.address() as AddressInfo).port),
      );
    });
  }

  /** From now on calls are answered. */
  start(parts: GatewayParts): void {
    this.open(parts);
  }

  /**
   * Does something while no call is being answered; new ones wait meanwhile. What the cloud asks of itself is no call.
   *
   * @param withinMs how long calls that are being answered are waited for
   * @returns `undefined` when they took longer, and nothing was done
   */
  whileQuiet<T>(work: () => Promise<T>, withinMs: number): Promise<T | undefined> {
    return this.calls.whileQuiet(work, withinMs);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that has gone away needs no answer.
    response.on('error', () => response.destroy());
    try {
      const { method = 'GET', url: path = '/', headers } = request;
      const received: Forwarded = { method, path, headers, body: await wholeBody(request) };
      const parts = await this.parts;
      const isInternal = path.startsWith(INTERNAL);
      // A page that somebody has open in a browser may send a request here; it cannot keep its origin to itself.
      if ((isInternal || path.startsWith(MOTO_OWN)) && headers.origin !== undefined)
        return writeAnswer(response, { status: 403, headers: {}, body: 'Not for pages of a browser.' });
      if (isInternal) return await parts.routes.answer(path, received.body, response);
      if (path === RESET) return writeAnswer(response, await this.reset(parts, received));
      const answer = await this.calls.pass(() => answerCall(parts, received));
      await writeAnswerTo(received, response, answer);
    } catch {
      // Its body broke off, or its answer could not be sent: the client has gone away.
      response.destroy();
    }
  }

  /** Meanwhile new calls wait, so that nothing is half of before. */
  private async reset(parts: GatewayParts, received: Forwarded): Promise<ApiAnswer> {
    try {
      return await this.calls.hold(() => empty(parts, received));
    } catch (error) {
      parts.log(`The reset failed: ${stackOf(error)}`);
      return { status: 500, headers: { 'content-type': 'text/plain' }, body: String(error) };
    }
  }
}

async function empty(parts: GatewayParts, received: Forwarded): Promise<ApiAnswer> {
  for (const service of parts.services) await service.reset();
  const answer = await forward(parts.motoPort, received);
  parts.callers.forget();
  parts.registries.forget();
  parts.onReset();
  return answer;
}
