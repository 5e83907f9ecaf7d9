import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { inTurns } from '../http/in-turns';
import { listenOn } from '../http/listen-on';
import { relay } from '../http/relay';
import { answerOn, relayUpgrade } from '../http/upgrade';
import { wildcard } from '../http/wildcard';
import { deliver, type Delivery } from './deliver';
import type { Distribution } from './distribution';
import { EdgeCache } from './edge-cache';
import { viewerHeaders } from './edge-headers';
import { edgePage, FAILED, type EdgeError } from './edge-page';
import { originTurns } from './failover';
import { originHop, reachOrigin, type Asking, type EdgeSurroundings } from './reach-origin';
import { serve } from './serve';
import { newRequestId, viewerRequest, type ViewerRequest } from './viewer-request';

/** Shorter than the load balancer keeps its side open. */
const POOLED_MS = 4_000;

/**
 * One distribution: a port of this machine. Viewers come by plain HTTP, so the redirect to HTTPS that a behaviour
 * declares is left out: it would lead to a port where nobody is.
 */
export class EdgeServer {
  private readonly server: Server;
  private readonly agent = new Agent({ keepAlive: true, timeout: POOLED_MS });
  private readonly upgraded = new Set<Duplex>();
  private readonly cache = new EdgeCache();

  constructor(
    private distribution: Distribution,
    private readonly surroundings: EdgeSurroundings,
  ) {
    const options = { maxHeaderSize: 64 * 1024, requestTimeout: 0, keepAliveTimeout: 60_000 };
    this.server = createServer(
      options,
      inTurns((request, response) => this.answer(request, response)),
    );
    this.server.on('upgrade', (request, socket, head) => this.answerUpgrade(request, socket, head));
  }

  /** Takes effect with the next request. What is kept may be what only the old declaration wanted kept. */
  declare(distribution: Distribution): void {
    if (JSON.stringify(distribution) !== JSON.stringify(this.distribution)) this.cache.forget();
    this.distribution = distribution;
  }

  /** @param paths as an invalidation lists them, with `*` at the end for all that begin so */
  invalidate(paths: readonly string[]): void {
    const patterns = paths.map((path) => wildcard(path.replace(/^(?!\/)/, '/')));
    this.cache.forget((path) => patterns.some((matches) => matches(path)));
  }

  /** @returns the port */
  listen(preferred?: number): Promise<number> {
    return listenOn(this.server, preferred);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
    for (const socket of this.upgraded) socket.destroy();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { distribution, cache } = this;
    const { secondMs } = this.surroundings;
    const id = newRequestId();
    const asked = viewerRequest(request, distribution, id);
    if (typeof asked === 'string') return this.refuse(response, asked, id);
    const to: Delivery = { asked, response, distribution };
    const asking = this.asking(asked);
    const [first] = originTurns(distribution, asked.behaviour, asked.method).origins;
    if (first?.server && mayHaveBody(request)) return passOn(request, to, originHop(asking, first));
    request.resume();
    void serve(to, { cache, secondMs, ask: (origin, gone) => reachOrigin(asking, origin, gone) });
  }

  private answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.upgraded.add(socket);
    socket.on('close', () => this.upgraded.delete(socket));
    socket.on('error', () => socket.destroy());
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return this.answer(request, answerOn(request, socket));
    }
    const id = newRequestId();
    const failed = (error: EdgeError) => this.refuse(answerOn(request, socket), error, id);
    const asked = viewerRequest(request, this.distribution, id);
    if (typeof asked === 'string') return failed(asked);
    const [first] = originTurns(this.distribution, asked.behaviour, asked.method).origins;
    const hop = first && originHop(this.asking(asked), first);
    if (!hop) return failed('unreachable');
    relayUpgrade(request, socket, head, hop, {
      over: () => undefined,
      failed: (failure) => failed(FAILED[failure]),
    });
  }

  private asking(asked: ViewerRequest): Asking {
    const { distribution, agent, surroundings } = this;
    return { asked, distribution, agent, surroundings };
  }

  /** What no behaviour is about. */
  private refuse(response: ServerResponse, error: EdgeError, id: string): void {
    const { status, headers, body } = edgePage(error, id);
    const viewed = { status, id, address: '', policy: [] };
    response.writeHead(status, [...viewerHeaders(headers, viewed, this.distribution)]);
    body.pipe(response);
  }
}

/** A body can be sent once only, to one origin, and its answer is nobody else's. */
function passOn(request: IncomingMessage, to: Delivery, hop: ReturnType<typeof originHop>): void {
  const { asked, response, distribution } = to;
  const { id, address, behaviour } = asked;
  const failed = (error: EdgeError) => void deliver(edgePage(error, id), to);
  if (!hop) return failed('unreachable');
  relay(request, response, hop, {
    over: () => undefined,
    failed: (failure) => failed(FAILED[failure]),
    responseHeaders: (headers, status) =>
      viewerHeaders(headers, { status, id, address, policy: behaviour.responseHeaders }, distribution),
  });
}

function mayHaveBody({ headers, method = '' }: IncomingMessage): boolean {
  const isSent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return isSent || !['GET', 'HEAD', 'OPTIONS'].includes(method);
}
