import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { LaunchedTask } from '../tasks/task-launcher';
import { ExecSession } from './exec-session';
import { splitCommand } from './split-command';

/** Where sessions are served at the gateway; the session's id follows. */
export const SESSIONS_PATH = '/_slipway/sessions/';

/** What ExecuteCommand answers. */
export interface OpenSession {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
}

export interface ExecRequest {
  readonly task: Pick<LaunchedTask, 'exec'>;
  readonly container: string;
  /** As it was written: `/bin/sh`, or a command with its arguments. */
  readonly command: string;
  /** `ecs:<cluster>_<task id>_<runtime id>`. */
  readonly target: string;
}

interface Waiting extends ExecRequest {
  readonly token: string;
  readonly timer: NodeJS.Timeout;
}

/**
 * For an address that does not look signed AWS's plugin searches for credentials, on an EC2 instance's address too, which
 * takes a second here. https://github.com/aws/session-manager-plugin/blob/mainline/src/communicator/websocketchannel.go
 */
const SIGNED = 'X-Amz-Expires=60';

/** A session that nobody connects to is forgotten. */
const CONNECT_MS = 60_000;

/** Sessions of ECS Exec: opened by an API call, then spoken on a WebSocket at the gateway. */
export class ExecSessions {
  readonly #endpoint: () => string;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  readonly #waiting = new Map<string, Waiting>();
  readonly #open = new Set<ExecSession>();

  /** @param endpoint the gateway's address */
  constructor(endpoint: () => string) {
    this.#endpoint = endpoint;
  }

  /** @throws Error when the command is none */
  open(request: ExecRequest): OpenSession {
    if (splitCommand(request.command).length === 0) throw new Error('The command is empty.');
    const sessionId = `ecs-execute-command-${randomBytes(16).toString('hex').slice(0, 26)}`;
    const token = randomBytes(32).toString('base64');
    const timer = setTimeout(() => this.#waiting.delete(sessionId), CONNECT_MS);
    timer.unref();
    this.#waiting.set(sessionId, { ...request, token, timer });
    const url = `${this.#endpoint().replace(/^http/, 'ws')}${SESSIONS_PATH}${sessionId}`;
    const streamUrl = `${url}?role=publish_subscribe&${SIGNED}`;
    return { sessionId, streamUrl, tokenValue: token };
  }

  /** Takes over a connection that asks for a path under {@link SESSIONS_PATH}. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const id = (request.url ?? '').slice(SESSIONS_PATH.length).split('?')[0] ?? '';
    const waiting = this.#waiting.get(id);
    // A page in a browser may open a WebSocket to this machine; no client of AWS says where it comes from.
    if (!waiting || request.headers.origin !== undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new ExecSession(webSocket, {
        sessionId: id,
        target: waiting.target,
        token: waiting.token,
        start: (size) => waiting.task.exec(waiting.container, splitCommand(waiting.command), size),
      });
      this.#open.add(session);
      void session.ended.then(() => this.#open.delete(session));
    });
  }

  /** Ends all sessions, and what runs in them. */
  async reset(): Promise<void> {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    await Promise.all([...this.#open].map((session) => session.terminate()));
  }
}
