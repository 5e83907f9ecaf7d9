import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Drain } from './drain';

let server: Server;
let drain: Drain;
let held: ServerResponse[];
let agent: Agent;
let port: number;

beforeEach(async () => {
  held = [];
  drain = new Drain();
  agent = new Agent({ keepAlive: true });
  server = createServer((request, response) => {
    drain.begin({ server, response });
    if (request.url === '/slow') held.push(response);
    else response.end('quick');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

function ask(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ port, path, agent, host: '127.0.0.1' }, (response) => resolve(response.resume())).on(
      'error',
      reject,
    );
  });
}

async function began(count: number): Promise<void> {
  while (held.length < count) await new Promise((resolve) => setImmediate(resolve));
}

test('answers what is under way, and tells its client to go elsewhere', async () => {
  const slow = ask('/slow');
  await began(1);
  const ended = drain.end(5_000);
  held[0]?.end('late');
  expect((await slow).headers.connection).toBe('close');
  expect(await ended).toBe(true);
});

test('takes no new connection', async () => {
  await ask('/');
  expect(await drain.end(5_000)).toBe(true);
  agent.destroy();
  await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
});

test('does not wait for connections that only might be used again', async () => {
  await ask('/');
  const began = performance.now();
  expect(await drain.end(5_000)).toBe(true);
  expect(performance.now() - began).toBeLessThan(4_000);
});

test('cuts off what outlasts the grace, and says so', async () => {
  const slow = ask('/slow').catch((error: Error) => error.message);
  await began(1);
  expect(await drain.end(20)).toBe(false);
  expect(await slow).toContain('socket hang up');
});

test('without a request so far there is nothing to wait for', async () => {
  expect(await new Drain().end(5_000)).toBe(true);
});
