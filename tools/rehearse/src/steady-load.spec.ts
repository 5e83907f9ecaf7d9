import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLoad } from './steady-load';

// How fast a busy machine answers says nothing about the load.
jest.setTimeout(60_000);

let server: Server;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('keeps its rate and counts what was answered', async () => {
  let received = 0;
  const url = await serve((_, response) => {
    received++;
    response.end('ok');
  });
  const load = startLoad(url, { rate: 200 });
  await load.reach(300);
  const { requests, failures, seconds } = await load.stop();
  expect(failures).toEqual({});
  expect(requests).toBeGreaterThanOrEqual(300);
  expect(received).toBe(requests);
  expect(requests / seconds).toBeLessThan(250);
});

test('tells answers that are not good and connections that break, by kind', async () => {
  let count = 0;
  const url = await serve((request, response) => {
    count++;
    if (count % 10 === 0) request.socket.destroy();
    else if (count % 5 === 0) response.writeHead(503).end();
    else response.end('ok');
  });
  const load = startLoad(url, { rate: 100 });
  await load.reach(90);
  const { requests, failures } = await load.stop();
  expect(failures['HTTP 503, no text']).toBe(Math.floor(requests / 5) - Math.floor(requests / 10));
  expect(failures['socket hang up']).toBe(Math.floor(requests / 10));
});

test('goes where a name leads at the time, and counts what cannot be sent', async () => {
  const url = await serve((_, response) => response.end('ok'));
  let count = 0;
  const load = startLoad(() => (++count % 4 === 0 ? undefined : url), { rate: 100 });
  await load.reach(40);
  const { requests, failures } = await load.stop();
  expect(failures).toEqual({ 'no address': Math.floor(requests / 4) });
});
