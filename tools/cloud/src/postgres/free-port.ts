import { createServer, type AddressInfo } from 'node:net';

/** The port asked for where that is free on loopback, else one that the system chooses. 0 leaves it to the system. */
export async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await freePort(0));
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (port === 0 ? reject(error) : resolve(undefined)));
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}
