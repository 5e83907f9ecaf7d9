import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Under it is what the embedded cloud says about itself; no AWS API has such a path. */
export const INTERNAL = '/_slipway/';

/** Answers an address of the cloud's own: JSON in, JSON out. What it throws is answered as 500 with its message. */
export type InternalRoute = (body: unknown) => unknown;

/** Answers everything under a path by itself. */
export type RawRoute = (path: string, response: ServerResponse) => Promise<void>;

/** Takes over a connection whose client asked for another protocol, such as WebSocket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Addresses that the parts of the embedded cloud serve beside the AWS APIs. */
export class InternalRoutes {
  private readonly routes = new Map<string, InternalRoute>();
  private readonly raw = new Map<string, RawRoute>();
  private readonly upgrades = new Map<string, UpgradeHandler>();

  /** @param name what comes after `/_slipway/` */
  add(name: string, route: InternalRoute): void {
    this.routes.set(`${INTERNAL}${name}`, route);
  }

  /** @param prefix of the path, from `/_slipway/` on */
  addRaw(prefix: string, route: RawRoute): void {
    this.raw.set(prefix, route);
  }

  /** @param prefix of the path */
  addUpgrade(prefix: string, handler: UpgradeHandler): void {
    this.upgrades.set(prefix, handler);
  }

  findUpgrade(path: string): UpgradeHandler | undefined {
    return underPrefix(this.upgrades, path);
  }

  /** Answers a request whose path is {@link INTERNAL}. */
  async answer(path: string, body: Buffer, response: ServerResponse): Promise<void> {
    const raw = underPrefix(this.raw, path);
    if (raw) return raw(path, response);
    const route = this.routes.get(path.split('?')[0]!);
    if (!route) return text(response, 404, `The embedded cloud has nothing at ${path}.`);
    try {
      const answer = await route(body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined);
      write(response, 200, 'application/json', JSON.stringify(answer));
    } catch (error) {
      text(response, 500, error instanceof Error ? error.message : String(error));
    }
  }
}

/** The first that was added wins. */
function underPrefix<T>(entries: ReadonlyMap<string, T>, path: string): T | undefined {
  return [...entries].find(([prefix]) => path.startsWith(prefix))?.[1];
}

function text(response: ServerResponse, status: number, message: string): void {
  write(response, status, 'text/plain; charset=utf-8', message);
}

function write(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
