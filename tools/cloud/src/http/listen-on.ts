import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Connections that wait while the machine is busy; with Node's 511 the rest of a crowd would be reset. */
export const BACKLOG = 4096;

/**
 * Listens on this machine only.
 *
 * @param preferred taken where it is free; otherwise the system chooses
 * @returns the port
 */
export async function listenOn(server: Server, preferred = 0): Promise<number> {
  try {
    server.listen({ port: preferred, host: '127.0.0.1', backlog: BACKLOG });
    await once(server, 'listening');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (preferred === 0 || !['EADDRINUSE', 'EACCES'].includes(code)) throw error;
    return listenOn(server);
  }
  return (server.address() as AddressInfo).port;
}
