import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@slipway/tool-terminal';

export interface Forward {
  /** Reachable from this machine. */
  readonly host: string;
  readonly port: number;
  readonly localPort: number;
}

const LOOPBACK = '127.0.0.1';

/**
 * Hands what comes to a port of this machine on to a host that is reachable from here.
 *
 * @param signal closes it, and every connection with it
 * @returns once it listens: what resolves when it is closed
 * @throws Failure `usage` when the port is taken
 */
export async function forwardPort(
  { host, port, localPort }: Forward,
  signal: AbortSignal,
): Promise<{ readonly closed: Promise<void> }> {
  const server = createServer((local) => {
    // A client that goes away is no error of ours, and neither is a database that does.
    void pipeline(local, connect(port, host), local, { signal }).catch(() => undefined);
  });
  server.listen(localPort, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is taken' : `cannot be opened (${message})`;
    throw new Failure('usage', `Port ${localPort} ${why}. No connection was opened. Choose another --port.`);
  }
  const closed = once(server, 'close').then(() => undefined);
  const close = () => server.close();
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return { closed };
}
