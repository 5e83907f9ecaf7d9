import type { Server, ServerResponse } from 'node:http';

/** Keeps track of a server's requests, so that it can end without breaking one off. */
export class Drain {
  private readonly open = new Set<ServerResponse>();
  private draining = false;

  constructor(private readonly server: Server) {
    server.prependListener('request', (_request, response: ServerResponse) => {
      this.open.add(response);
      if (this.draining) announceEnd(response);
      response.once('close', () => {
        this.open.delete(response);
        // What kept its connection open before the end was known has no other reason to be there.
        if (this.draining) setImmediate(() => server.closeIdleConnections());
      });
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
    const closed = new Promise<true>((resolve) => this.server.close(() => resolve(true)));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), graceMs)));
    const inTime = await Promise.race([closed, late]);
    clearTimeout(timer);
    this.server.closeAllConnections();
    return inTime;
  }
}

function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
