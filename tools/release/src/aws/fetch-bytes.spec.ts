import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { complaintOf } from '@slipway/tool-aws';
import { fetchBytes } from './fetch-bytes';

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/whole') return void response.end('a blob');
    if (request.url === '/unwell') return void response.writeHead(503).end('try again');
    response.writeHead(200, { 'content-length': 100 });
    response.write('only a part');
    if (request.url === '/cut') setTimeout(() => response.destroy(), 50);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function read(path: string, signal?: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const bytes of fetchBytes(`${url}${path}`, signal)) chunks.push(bytes);
  return Buffer.concat(chunks).toString();
}

it('reads a blob', async () => {
  expect(await read('/whole')).toBe('a blob');
});

it.each([
  ['/unwell', 'trouble'],
  ['/cut', 'network'],
])('%s is waited out as %s', async (path, about) => {
  const error: unknown = await read(path).catch((thrown: unknown) => thrown);

  expect(complaintOf(error)?.about).toBe(about);
});

it('stops in the middle', async () => {
  const controller = new AbortController();
  const reading = read('/hangs', controller.signal);
  setTimeout(() => controller.abort(), 50);

  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
