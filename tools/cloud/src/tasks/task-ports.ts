import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections, so that between the choice of a port and the moment the
 * task listens on it nobody else is given it.
 */
const FIRST = 20_000;
const COUNT = 10_000;

/** Ports of tasks: each of one task at a time. */
export class TaskPorts {
  readonly #taken = new Set<number>();
  /** Clouds that run side by side start at different places. */
  #next = Math.floor(Math.random() * COUNT);

  /** @throws Error when none is free */
  async take(): Promise<number> {
    for (let tries = 0; tries < COUNT; tries++) {
      const port = FIRST + (this.#next++ % COUNT);
      if (this.#taken.has(port)) continue;
      this.#taken.add(port);
      if (await isFree(port)) return port;
      this.#taken.delete(port);
    }
    throw new Error(`No port between ${FIRST} and ${FIRST + COUNT} is free.`);
  }

  release(port: number): void {
    this.#taken.delete(port);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
