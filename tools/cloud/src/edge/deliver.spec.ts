import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Distribution } from './distribution';
import { CACHED, SampleEdge } from './sample-edge';

const BALANCER = 'balancer.example';
const SCRIPT = 'console.log("kept");\n'.repeat(100);
const HEADERS = { 'Content-Type': 'text/javascript', 'Content-Length': String(SCRIPT.length) };
const MISS = { 'x-cache': 'Miss from cloudfront' };

let edge: SampleEdge;
let declared: Partial<Distribution>;
let seen: IncomingMessage[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  edge = new SampleEdge();
  const origin = await edge.balancer(BALANCER, (request, response) => {
    seen.push(request);
    answer(response);
  });
  declared = { origins: [origin], behaviours: [{ ...CACHED, originId: BALANCER }] };
  await edge.start(declared);
});

afterEach(() => edge.stop());

test('an answer that breaks off breaks off for the viewer, and is not kept', async () => {
  answer = (response) => {
    response.writeHead(200, HEADERS).write(SCRIPT.slice(0, 100));
    setTimeout(() => response.destroy(), 20);
  };
  await expect(edge.ask('/a.js')).rejects.toThrow('aborted');
  answer = (response) => response.writeHead(200, HEADERS).end(SCRIPT);
  expect(await edge.ask('/a.js')).toMatchObject({ body: SCRIPT, headers: MISS });
});

test('an answer that stops half-way breaks off, too', async () => {
  const origins = declared.origins?.map((origin) => ({
    ...origin,
    server: { ...origin.server!, readTimeoutSeconds: 1 },
  }));
  edge.declare({ ...declared, origins });
  answer = (response) => response.writeHead(200, HEADERS).write(SCRIPT.slice(0, 100));
  await expect(edge.ask('/a.js')).rejects.toThrow('aborted');
});

test('an origin that speaks something else is as good as none', async () => {
  answer = ({ socket }) => socket?.end('HTTP/1.1 101 Other\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
  expect(await edge.ask('/a.js')).toMatchObject({ status: 502, headers: { server: 'CloudFront' } });
});

test('a viewer that goes away is nobody to wait for, and says nothing about the origin', async () => {
  const leaving = new AbortController();
  answer = () => leaving.abort();
  const { signal } = leaving;
  await expect(fetch(`http://127.0.0.1:${edge.port}/a.js`, { signal })).rejects.toThrow('aborted');
  const asked = seen[0]?.socket;
  if (!asked?.destroyed) await once(asked!, 'close');
  answer = (response) => response.writeHead(200, HEADERS).end(SCRIPT);
  expect((await edge.ask('/a.js')).headers).toMatchObject(MISS);
});

test('a page that streams shows its head at once', async () => {
  let finish = () => undefined as unknown;
  answer = (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).write('<html>');
    finish = () => response.end('</html>');
  };
  const streamed = await fetch(`http://127.0.0.1:${edge.port}/page`);
  const reader = streamed.body!.getReader();
  expect(String(Buffer.from((await reader.read()).value!))).toBe('<html>');
  finish();
  expect(String(Buffer.from((await reader.read()).value!))).toBe('</html>');
});
