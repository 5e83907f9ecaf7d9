import { randomBytes } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RunningBalancer } from '../load-balancer/load-balancers';
import { listenOn } from '../listen-on';
import { relay, type NextHop, type RelayFailure } from '../load-balancer/relay';
import { answerOn, relayUpgrade } from '../load-balancer/upgrade';
import { behaviourFor } from './behaviour-for';
import type { Behaviour, Distribution, Origin, OriginServer } from './distribution';
import { originHeaders, viewerHeaders } from './edge-headers';
import { answerEdgeError, type EdgeError } from './edge-page';
import { originPort } from './origin-address';

const ERROR: { readonly [failure in RelayFailure]: EdgeError } = {
  unreachable: 'unreachable',
  silent: 'silent',
  'client-silent': 'bad-request',
};

/** Shorter than the load balancer keeps its side open. */
const POOLED_MS = 4_000;

export interface EdgeSurroundings {
  balancers(): readonly RunningBalancer[];
  /** How long a declared second takes. */
  readonly secondMs: number;
}

/**
 * One distribution: a port of this machine. Viewers come by plain HTTP, so the redirect to HTTPS that a behaviour
 * declares is left out: it would lead to a port where nobody is. Nothing is cached.
 */
export class EdgeServer {
  private readonly server: Server;
  private readonly agent = new Agent({ keepAlive: true, timeout: POOLED_MS });
  private readonly upgraded = new Set<Duplex>();

  constructor(
    private distribution: Distribution,
    private readonly surroundings: EdgeSurroundings,
  ) {
    const options = { maxHeaderSize: 64 * 1024, requestTimeout: 0, keepAliveTimeout: 60_000 };
    this.server = createServer(options, (request, response) => this.answer(request, response));
    this.server.on('upgrade', (request, socket, head) => this.answerUpgrade(request, socket, head));
  }

  /** Takes effect with the next request. */
  declare(distribution: Distribution): void {
    this.distribution = distribution;
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
    const { distribution } = this;
    const id = newId();
    const hop = this.hop(request, id);
    if (typeof hop === 'string') return answerEdgeError(response, hop, id, distribution);
    const address = request.headers.host ?? '';
    relay(
      request,
      response,
      { ...hop, agent: this.agent },
      {
        over: () => undefined,
        failed: (failure) => answerEdgeError(response, ERROR[failure], id, distribution),
        responseHeaders: (headers, status) => viewerHeaders(headers, { status, id, address }, distribution),
      },
    );
  }

  private answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.upgraded.add(socket);
    socket.on('close', () => this.upgraded.delete(socket));
    socket.on('error', () => socket.destroy());
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return this.answer(request, answerOn(request, socket));
    }
    const id = newId();
    const failed = (error: EdgeError) =>
      answerEdgeError(answerOn(request, socket), error, id, this.distribution);
    const hop = this.hop(request, id);
    if (typeof hop === 'string') return failed(hop);
    relayUpgrade(request, socket, head, hop, {
      over: () => undefined,
      failed: (failure) => failed(ERROR[failure]),
    });
  }

  private hop(request: IncomingMessage, id: string): Omit<NextHop, 'agent'> | EdgeError {
    const { distribution, surroundings } = this;
    const { method = '', url = '' } = request;
    if (!url.startsWith('/')) return 'bad-request';
    const [path = '', query] = url.split(/\?(.*)/s);
    const behaviour = behaviourFor(distribution.behaviours, path);
    if (!behaviour?.allowedMethods.includes(method)) return 'method';
    const origin = distribution.origins.find(({ id: originId }) => originId === behaviour.originId);
    const port = origin && originPort(origin, surroundings.balancers());
    if (!origin?.server || port === undefined) return 'unreachable';
    return {
      host: '127.0.0.1',
      port,
      path: origin.path + path + (query !== undefined && behaviour.forwards.query ? `?${query}` : ''),
      headers: this.headers(request, id, origin, behaviour),
      ...this.patience(origin.server),
    };
  }

  private headers(request: IncomingMessage, id: string, origin: Origin, { forwards }: Behaviour) {
    const { rawHeaders: sent, method = '', socket } = request;
    const viewer = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    return originHeaders({ sent, method, viewer, id }, this.distribution, origin, forwards);
  }

  private patience({ readTimeoutSeconds, connectTimeoutSeconds }: OriginServer) {
    const { secondMs } = this.surroundings;
    return { idleMs: readTimeoutSeconds * secondMs, connectMs: connectTimeoutSeconds * secondMs };
  }
}

function newId(): string {
  return randomBytes(42).toString('base64url');
}
