import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Listens on this machine only.
 *
 * @param preferred taken where it is free; otherwise the system chooses
 * @returns the port
 */
export async function listenOn(server: Server, preferred = 0): Promise<number> {
  try {
    server.listen(preferred, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (preferred === 0 || !['EADDRINUSE', 'EACCES'].includes(code)) throw error;
    return listenOn(server);
  }
  return (server.address() as AddressInfo).port;
}
