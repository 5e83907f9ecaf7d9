import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoed } from '../http/sample-echo';
import { RunningBalancers, SECOND } from './sample-running-balancers';
import { ask } from './sample-target';

let running: RunningBalancers;

beforeEach(() => (running = new RunningBalancers()));
afterEach(() => running.stop());

test('who asked and how, over one kept-alive connection', async () => {
  const sockets = new Set<unknown>();
  const requests: IncomingMessage[] = [];
  const port = await running.start();
  await running.register(
    await running.target().start((request, response) => {
      sockets.add(request.socket);
      requests.push(request);
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.end(request.url);
    }),
  );
  const answers = [
    await ask(port, '/x?y=z', { headers: { host: 'acme.example' } }),
    await ask(port),
    await ask(port),
  ];
  expect(answers[0]).toMatchObject({
    status: 200,
    body: '/x?y=z',
    headers: { 'set-cookie': ['a=1', 'b=2'] },
  });
  expect(requests[0]?.headers).toMatchObject({
    host: 'acme.example',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
    'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  });
  expect(sockets.size).toBe(1);
});

test('a big upload, whole', async () => {
  const port = await running.start();
  await running.register(
    await running.target().start((request, response) => {
      const hash = createHash('sha256');
      request.on('data', (piece) => hash.update(piece)).on('end', () => response.end(hash.digest('hex')));
    }),
  );
  const body = Buffer.alloc(20 * 1024 * 1024, 'slipway');
  const { body: digest } = await ask(port, '/', { method: 'POST', body });
  expect(digest).toBe(createHash('sha256').update(body).digest('hex'));
});

test('a body that comes slowly, and longer than the idle timeout in all', async () => {
  running.declared.attributes = { 'idle_timeout.timeout_seconds': '5' };
  const port = await running.start();
  await running.register(
    await running.target().start(async (_, response) => {
      for (let piece = 0; piece < 8; piece += 1) {
        response.write(String(piece));
        await sleep(SECOND);
      }
      response.end();
    }),
  );
  expect((await ask(port)).body).toBe('01234567');
});

test('a refusal that comes before the upload is over', async () => {
  const port = await running.start();
  await running.register(
    await running.target().start((_, response) => void response.writeHead(413).end('too big')),
  );
  const body = Buffer.alloc(5 * 1024 * 1024);
  expect(await ask(port, '/', { method: 'POST', body })).toMatchObject({ status: 413, body: 'too big' });
});

test('requests without a body and answers without one', async () => {
  const port = await running.start();
  await running.register(
    await running.target().start((request, response) => void response.end(request.headers['content-length'])),
  );
  expect((await ask(port, '/', { method: 'DELETE' })).body).toBe('0');
  expect(await ask(port, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

test('an upgrade to WebSocket', async () => {
  const port = await running.start();
  const target = running.target();
  await running.register(await target.start());
  expect(await echoed(port, target.http)).toBe('echo hello');
});

test('an offer of another protocol is answered as the plain request that it is', async () => {
  const port = await running.start();
  await running.register(await running.target().start());
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAM' };
  expect(await ask(port, '/', { headers })).toMatchObject({ status: 200, body: 'ok' });
});
