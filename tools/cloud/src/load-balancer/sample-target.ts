import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { text } from 'node:stream/consumers';
import type { Target } from './target-groups';

/** A target of a spec: a server whose health and behaviour can be changed at will. */
export class SampleTarget {
  health = 200;
  /** Requests but for health checks. */
  seen = 0;
  private server?: Server | TcpServer;

  async start(answer: RequestListener = (_, response) => void response.end('ok')): Promise<Target> {
    const server = createServer((incoming, response) => {
      if (incoming.url === '/healthz') return void response.writeHead(this.health).end();
      this.seen += 1;
      answer(incoming, response);
    });
    return this.listen(server);
  }

  /** One that speaks something of its own. */
  startRaw(answer: (socket: Socket, head: string) => void): Promise<Target> {
    return this.listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (data) => {
          const head = data.toString();
          if (head.startsWith('GET /healthz')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
          else answer(socket, head);
        });
      }),
    );
  }

  get http(): Server {
    return this.server as Server;
  }

  stop(): void {
    this.server?.close();
    (this.server as Partial<Server>).closeAllConnections?.();
  }

  private async listen(server: Server | TcpServer): Promise<Target> {
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { id: '127.0.0.1', port: (server.address() as AddressInfo).port };
  }
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One request, with headers that `fetch` would not send. */
export function ask(
  port: number,
  path = '/',
  options: { method?: string; headers?: { [name: string]: string }; body?: Buffer } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers, body } = options;
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      const { statusCode: status = 0, headers: answered } = answer;
      text(answer).then((read) => resolve({ status, headers: answered, body: read }), reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
