import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Distribution } from './distribution';
import { responseHeadersPolicy } from './response-headers-policy';
import { CACHED, SampleEdge, SECOND_MS } from './sample-edge';
import { BEHAVIOUR } from './sample-distribution';

const BALANCER = 'balancer.example';
const SCRIPT = 'console.log("kept");\n'.repeat(100);

let edge: SampleEdge;
let declared: Partial<Distribution>;
let seen: IncomingMessage[];
/** What the clock says, in milliseconds; it stands still unless a test moves it. */
let now: number;
let answer: (response: ServerResponse, request: IncomingMessage) => void;

const js = (headers: { readonly [name: string]: string } = {}) => ({
  'Content-Type': 'text/javascript',
  'Content-Length': String(SCRIPT.length),
  ETag: '"one"',
  ...headers,
});

beforeEach(async () => {
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  seen = [];
  answer = (response) => response.writeHead(200, js()).end(SCRIPT);
  edge = new SampleEdge();
  const origin = await edge.balancer(BALANCER, (request, response) => {
    seen.push(request);
    answer(response, request);
  });
  declared = {
    origins: [origin],
    behaviours: [
      { ...BEHAVIOUR, originId: BALANCER, pathPattern: '/api/*', compress: true },
      { ...CACHED, originId: BALANCER },
    ],
  };
  await edge.start(declared);
});

afterEach(() => {
  edge.stop();
  jest.restoreAllMocks();
});

/** How each of several requests in turn was answered. */
async function cacheOf(...paths: string[]): Promise<readonly unknown[]> {
  const answers = [];
  for (const path of paths) answers.push((await edge.ask(path)).headers['x-cache']);
  return answers;
}

const [MISS, HIT, ERROR] = ['Miss from cloudfront', 'Hit from cloudfront', 'Error from cloudfront'];

test('what was asked for once comes from the cache, whatever the query', async () => {
  expect(await cacheOf('/a.js', '/a.js', '/a.js?b', '/b.js')).toEqual([MISS, HIT, HIT, MISS]);
  expect(seen.map(({ url }) => url)).toEqual(['/a.js', '/b.js']);
  const head = await edge.ask('/a.js', { method: 'HEAD' });
  expect(head).toMatchObject({
    status: 200,
    body: '',
    headers: { 'x-cache': HIT, age: '0', 'content-length': String(SCRIPT.length) },
  });
});

test('its age is told, and it ends', async () => {
  answer = (response) => response.writeHead(200, js({ 'Cache-Control': 'max-age=3' })).end(SCRIPT);
  await edge.ask('/a.js');
  now += 2.9 * SECOND_MS;
  expect((await edge.ask('/a.js')).headers).toMatchObject({ 'x-cache': HIT, age: '2' });
  now += 0.1 * SECOND_MS;
  expect(await cacheOf('/a.js')).toEqual([MISS]);
});

test('a behaviour that keeps nothing asks every time, compresses nothing and passes conditions on', async () => {
  expect(await cacheOf('/api/a', '/api/a')).toEqual([MISS, MISS]);
  const headers = { 'If-None-Match': '"two"', 'Accept-Encoding': 'gzip' };
  expect((await edge.ask('/api/a', { headers })).headers).not.toHaveProperty('content-encoding');
  expect(seen[2]?.headers).toMatchObject({ 'if-none-match': '"two"', 'accept-encoding': 'gzip' });
});

test.each([
  ['br, gzip, deflate', 'br,gzip', 'br', brotliDecompressSync],
  ['gzip, zstd', 'gzip', 'gzip', gunzipSync],
])('for a viewer that takes %s', async (accepted, asked, encoding, decompress) => {
  const fetched = () =>
    fetch(`http://127.0.0.1:${edge.port}/a.js`, { headers: { 'Accept-Encoding': accepted } });
  for (const cache of [MISS, HIT]) {
    const answered = await fetched();
    expect(await answered.text()).toBe(SCRIPT);
    expect(Object.fromEntries(answered.headers)).toMatchObject({
      'x-cache': cache,
      'content-encoding': encoding,
      etag: 'W/"one"',
      vary: 'Accept-Encoding',
    });
  }
  expect(seen.map(({ headers }) => headers['accept-encoding'])).toEqual([asked]);
  expect((await edge.ask('/a.js')).body).toBe(SCRIPT);
  // The sizes say that it is compressed, and not only called so.
  const raw = await rawBody(accepted);
  expect(raw.length).toBeLessThan(SCRIPT.length / 5);
  expect(String(decompress(raw))).toBe(SCRIPT);
});

test('who has it already is told so, and it is kept all the same', async () => {
  const known = { headers: { 'If-None-Match': '"one"' } };
  expect(await edge.ask('/a.js', known)).toMatchObject({
    status: 304,
    body: '',
    headers: { 'x-cache': MISS },
  });
  const again = await edge.ask('/a.js', known);
  expect(again).toMatchObject({ status: 304, headers: { 'x-cache': HIT, etag: '"one"' } });
  expect(again.headers).not.toHaveProperty('content-length');
  expect(await edge.ask('/a.js', { headers: { 'If-None-Match': '"two"' } })).toMatchObject({
    status: 200,
    body: SCRIPT,
  });
  expect(seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined]);
});

test('a part is asked of the origin every time, and not kept', async () => {
  answer = (response) => response.writeHead(206, { 'Content-Range': 'bytes 0-1/9' }).end('co');
  const part = { headers: { Range: 'bytes=0-1' } };
  expect(await edge.ask('/a.js', part)).toMatchObject({
    status: 206,
    body: 'co',
    headers: { 'x-cache': MISS },
  });
  expect(await edge.ask('/a.js', part)).toMatchObject({ status: 206, headers: { 'x-cache': MISS } });
  expect(seen.map(({ headers }) => headers.range)).toEqual(['bytes=0-1', 'bytes=0-1']);
});

test('errors are kept for ten seconds, or as declared', async () => {
  answer = (response) => response.writeHead(404).end();
  expect(await cacheOf('/a.js', '/a.js', '/api/a', '/api/a')).toEqual([ERROR, ERROR, ERROR, ERROR]);
  expect(seen).toHaveLength(2);
  now += 10 * SECOND_MS;
  expect(await cacheOf('/a.js')).toEqual([ERROR]);
  expect(seen).toHaveLength(3);
  edge.declare({ ...declared, errorSeconds: { 404: 0 } });
  expect(await cacheOf('/a.js', '/a.js')).toEqual([ERROR, ERROR]);
  expect(seen).toHaveLength(5);
});

test('a changed declaration empties it, the same one does not', async () => {
  await edge.ask('/a.js');
  edge.declare({ ...declared });
  expect(await cacheOf('/a.js')).toEqual([HIT]);
  edge.declare({ ...declared, aliases: ['other.example'] });
  expect(await cacheOf('/a.js')).toEqual([MISS]);
});

test('an invalidation takes what it names', async () => {
  const paths = ['/a.js', '/dir/a.js', '/dir/b.js'];
  await cacheOf(...paths);
  edge.invalidate('/dir/*');
  expect(await cacheOf(...paths)).toEqual([HIT, MISS, MISS]);
  edge.invalidate('a.js');
  expect(await cacheOf(...paths)).toEqual([MISS, HIT, HIT]);
});

test('headers of a policy go with every answer', async () => {
  const responseHeaders = responseHeadersPolicy('67f7725c-6f97-4210-82d7-5512b31e9d03');
  answer = (response) => response.writeHead(200, js({ 'X-Frame-Options': 'DENY' })).end(SCRIPT);
  const behaviours = declared.behaviours?.map((behaviour) => ({ ...behaviour, responseHeaders }));
  edge.declare({ ...declared, behaviours });
  for (const path of ['/a.js', '/a.js', '/api/a'])
    expect((await edge.ask(path)).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=31536000',
    });
});

function rawBody(accepted: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { 'Accept-Encoding': accepted };
    get({ host: '127.0.0.1', port: edge.port, path: '/a.js', headers, agent: false }, (answered) => {
      buffer(answered).then(resolve, reject);
    }).on('error', reject);
  });
}
