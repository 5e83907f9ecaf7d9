import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instanceAt, isInstance } from './identity';

const servers: Server[] = [];

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterAll(() => servers.forEach((server) => server.close()));

test('an instance is known by what it answers', async () => {
  const port = await serve((_, response) => response.end('{"instance":"20261101T000000-00000000"}'));
  expect(await instanceAt(port)).toBe('20261101T000000-00000000');
});

test.each([
  ['somebody else', '{"hello":"world"}'],
  ['a page', '<html></html>'],
])('%s at the port is no instance', async (_, body) => {
  expect(await instanceAt(await serve((__, response) => response.end(body)))).toBeUndefined();
});

test('a closed port is no instance', async () => {
  const port = await serve((_, response) => response.end());
  await new Promise((resolve) => servers.pop()!.close(resolve));
  expect(await instanceAt(port)).toBeUndefined();
});

test('a process is known by its command line, not by its id', async () => {
  expect(await isInstance(process.pid, 'node')).toBe(true);
  expect(await isInstance(process.pid, '20261101T000000-00000000')).toBe(false);
});
