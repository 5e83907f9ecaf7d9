import type { Server, ServerResponse } from 'node:http';
import type { HttpRequest } from './requests';

/** Keeps track of what a server has under way, so that it can end without breaking a request off. */
export class Drain {
  private readonly servers = new Set<Server>();
  private readonly open = new Set<ServerResponse>();
  private draining = false;

  /** To be told of every request as it begins. */
  begin({ server, response }: Pick<HttpRequest, 'server' | 'response'>): void {
    this.servers.add(server);
    this.open.add(response);
    if (this.draining) announceEnd(response);
    response.once('close', () => {
      this.open.delete(response);
      // What kept its connection open before the end was known has no other reason to be there.
      if (this.draining) setImmediate(() => server.closeIdleConnections());
    });
  }

  /**
   * Takes no new connection, answers what is under way and tells those clients to connect elsewhere.
   *
   * @param graceMs after which what is still open is cut off
   * @returns whether all was answered in time
   */
  async end(graceMs: number): Promise<boolean> {
    this.draining = true;
    for (const response of this.open) announceEnd(response);
    const closed = Promise.all([...this.servers].map(close)).then(() => true as const);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), graceMs)));
    const inTime = await Promise.race([closed, late]);
    clearTimeout(timer);
    for (const server of this.servers) server.closeAllConnections();
    return inTime;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
