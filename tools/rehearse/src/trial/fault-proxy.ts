import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is answered in place of AWS. */
export interface Fault {
  readonly status: number;
  /** AWS's name of the error. */
  readonly code: string;
  readonly message: string;
}

/** @param operation such as `DescribeServices`; empty for APIs that do not name it in a header, as S3's */
export type Faults = (operation: string) => Fault | undefined;

/** A proxy before the cloud that answers some of the calls itself, or is not there at all for a while. */
export class FaultProxy {
  /** @default none */
  faults: Faults = () => undefined;
  /** Calls that were answered with a fault. */
  count = 0;
  private server: Server | undefined;
  private port = 0;
  private readonly agent = new Agent({ keepAlive: true });

  /** @param endpoint of the cloud */
  constructor(private readonly endpoint: string) {}

  /** @returns its own address, which stays the same when it comes back */
  async open(): Promise<string> {
    const server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.port}`;
  }

  /** Breaks all connections and refuses new ones. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.agent.destroy();
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const fault = this.faults(operation);
    if (fault) {
      this.count++;
      incoming.resume();
      answer(outgoing, fault, operation !== '');
      return;
    }
    const { method, url, headers } = incoming;
    const onwards = request(`${this.endpoint}${url}`, { method, headers, agent: this.agent }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    onwards.on('error', () => outgoing.destroy());
    incoming.pipe(onwards);
  }
}

function answer(outgoing: ServerResponse, { status, code, message }: Fault, json: boolean): void {
  const type = json ? 'application/x-amz-json-1.1' : 'application/xml';
  const body = json
    ? JSON.stringify({ __type: code, message })
    : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  outgoing.writeHead(status, { 'content-type': type }).end(body);
}
