import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DeclaredBalancer, DeclaredListener } from './balancer-model';
import { answerPage, answerText, rawBadRequest } from './error-page';
import { inTurns } from '../http/in-turns';
import { listenOn } from '../http/listen-on';
import { redirectLocation } from './redirect';
import type { RegisteredTarget } from './registered-target';
import { relay, type NextHop, type RelayFailure } from '../http/relay';
import { targetHeaders } from './request-headers';
import { routedRequest } from './routed-request';
import { matches } from './rule-matching';
import { answerOn, relayUpgrade } from '../http/upgrade';
import { chosenGroup } from './weighted-groups';

export interface ListenerDeclaration {
  readonly balancer: DeclaredBalancer;
  readonly listener: DeclaredListener;
}

export interface ListenerSurroundings {
  /** Whose turn it is in a target group. */
  next(targetGroupArn: string): RegisteredTarget | undefined;
  /** From 0 up to 1. */
  random(): number;
  /** How long a declared second takes. */
  readonly secondMs: number;
}

/** A request that a target is to get, whatever it is answered through. */
type Carry = (target: RegisteredTarget, hop: Omit<NextHop, 'agent'>) => void;

/** The load balancer gives a connection to a target 10 seconds. */
const CONNECT_SECONDS = 10;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
const STATUS: { readonly [failure in RelayFailure]: number } = {
  unreachable: 502,
  silent: 504,
  'client-silent': 408,
};

/** One listener: a port of this machine on which its rules are followed. */
export class ListenerServer {
  private readonly server: Server;
  private readonly upgraded = new Set<Duplex>();

  constructor(
    private declaration: ListenerDeclaration,
    private readonly surroundings: ListenerSurroundings,
  ) {
    // 64 KB of headers, as the load balancer takes. A big upload may take as long as it moves.
    const options = { maxHeaderSize: 64 * 1024, requireHostHeader: false, requestTimeout: 0 };
    this.server = createServer(
      options,
      inTurns((request, response) => this.answer(request, response)),
    );
    this.server.on('upgrade', (request, socket, head) => this.answerUpgrade(request, socket, head));
    this.server.on('clientError', (_, socket) => {
      if (socket.writable) socket.end(rawBadRequest());
      else socket.destroy();
    });
    this.declare(declaration);
  }

  /** Takes effect with the next request. */
  declare(declaration: ListenerDeclaration): void {
    this.declaration = declaration;
    this.server.keepAliveTimeout = this.seconds(declaration.balancer.idleTimeoutSeconds);
  }

  /** @returns the port */
  listen(preferred?: number): Promise<number> {
    return listenOn(this.server, preferred);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    for (const socket of this.upgraded) socket.destroy();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.follow(request, response, (target, hop) =>
      target.carry((over) =>
        relay(
          request,
          response,
          { ...hop, agent: target.agent },
          { over, failed: (failure) => answerPage(response, STATUS[failure]) },
        ),
      ),
    );
  }

  private answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.upgraded.add(socket);
    socket.on('close', () => this.upgraded.delete(socket));
    socket.on('error', () => socket.destroy());
    // Another protocol, such as HTTP/2, is offered and not insisted on: the request is answered as it is.
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return this.answer(request, answerOn(request, socket));
    }
    this.follow(request, undefined, (target, hop) =>
      target.carry((over) =>
        relayUpgrade(request, socket, head, hop, {
          over,
          failed: (failure) => answerPage(answerOn(request, socket), STATUS[failure]),
        }),
      ),
    );
  }

  /** @param given `undefined` on a connection that is to be upgraded */
  private follow(request: IncomingMessage, given: ServerResponse | undefined, carry: Carry): void {
    const { balancer, listener } = this.declaration;
    const routed = routedRequest(request);
    const answering = () => given ?? answerOn(request, request.socket);
    if (!routed) return answerPage(answering(), 400);
    // Where there are several, those before the last ask who the user is.
    const actions = listener.rules.find(({ conditions }) => matches(conditions, routed))?.actions ?? [];
    const action = [...actions].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0))[0];

    switch (action?.Type) {
      case 'fixed-response': {
        const {
          StatusCode = '503',
          ContentType = 'text/plain',
          MessageBody = '',
        } = action.FixedResponseConfig ?? {};
        return answerText(answering(), Number(StatusCode), `${ContentType}; charset=utf-8`, MessageBody);
      }
      case 'redirect': {
        const { RedirectConfig: redirect } = action;
        const host = routed.host.replace(/:\d+$/, '');
        const address = {
          protocol: listener.protocol,
          port: listener.port,
          host,
          path: routed.path,
          query: routed.query,
        };
        return answerPage(answering(), redirect?.StatusCode === 'HTTP_302' ? 302 : 301, {
          Location: redirectLocation(redirect ?? { StatusCode: 'HTTP_301' }, address),
        });
      }
      case 'forward': {
        const group = chosenGroup(action, this.surroundings.random());
        const target = group === undefined ? undefined : this.surroundings.next(group);
        if (!target) return answerPage(answering(), 503);
        return carry(target, this.hop(target, request, balancer, listener));
      }
      default:
        // Nobody here can ask who the user is, and nobody may get through unasked.
        return answerPage(answering(), 561);
    }
  }

  private hop(
    { target }: RegisteredTarget,
    request: IncomingMessage,
    balancer: DeclaredBalancer,
    listener: DeclaredListener,
  ): Omit<NextHop, 'agent'> {
    return {
      host: target.id,
      port: target.port,
      path: request.url ?? '/',
      headers: targetHeaders(request.rawHeaders, {
        source: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
        protocol: listener.protocol === 'HTTPS' ? 'https' : 'http',
        port: listener.port,
        dropInvalid: balancer.dropInvalidHeaders,
        forwardedFor: balancer.forwardedFor,
      }),
      idleMs: this.seconds(balancer.idleTimeoutSeconds),
      connectMs: this.seconds(CONNECT_SECONDS),
    };
  }

  private seconds(count: number): number {
    return count * this.surroundings.secondMs;
  }
}
