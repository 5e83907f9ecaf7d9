import type { IncomingMessage } from 'node:http';
import type { Distribution, Origin } from './distribution';
import { originTurns } from './failover';
import { SampleEdge } from './sample-edge';
import { BEHAVIOUR, DISTRIBUTION } from './sample-distribution';

let edge: SampleEdge;
let first: Origin;
let second: Origin;
let seen: { readonly by: string; readonly request: IncomingMessage }[];
/** What the first origin answers; nothing is silence. */
let status: number | undefined;

beforeEach(async () => {
  seen = [];
  status = 200;
  edge = new SampleEdge();
  first = await edge.balancer('first.example', (request, response) => {
    seen.push({ by: 'first', request });
    if (status !== undefined) response.writeHead(status).end('of the first');
  });
  const balancer = await edge.balancer('acme-1.elb.amazonaws.com', (request, response) => {
    seen.push({ by: 'second', request });
    response.writeHead(request.url?.endsWith('missing') ? 404 : 200).end('of the second');
  });
  second = { ...balancer, id: 'second', domainName: 'origin.acme.example', path: '/app' };
  edge.alias(second.domainName, balancer.domainName);
});

afterEach(() => edge.stop());

const group = (failoverOn: readonly number[], primary = first): Partial<Distribution> => ({
  origins: [primary, second],
  originGroups: [{ id: 'group', members: [primary.id, second.id], failoverOn }],
  behaviours: [{ ...BEHAVIOUR, originId: 'group', allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'POST'] }],
});
const asked = () => seen.map(({ by }) => by);

test('the first origin is asked alone while it does not fail', async () => {
  await edge.start(group([404]));
  expect(await edge.ask('/a')).toMatchObject({ status: 200, body: 'of the first' });
  status = 500;
  expect(await edge.ask('/a')).toMatchObject({ status: 500, body: 'of the first' });
  expect(asked()).toEqual(['first', 'first']);
});

test('of a declared status the next one is asked, as itself', async () => {
  await edge.start(group([403, 404]));
  status = 403;
  expect(await edge.ask('/a')).toMatchObject({
    status: 200,
    body: 'of the second',
    headers: { 'x-cache': 'Miss from cloudfront' },
  });
  expect(asked()).toEqual(['first', 'second']);
  const [before, after] = seen.map(({ request: { url, headers } }) => ({
    url,
    host: headers.host,
    secret: headers['x-secret'],
  }));
  expect(before).toEqual({ url: '/a', host: 'first.example', secret: 'of first.example' });
  expect(after).toEqual({
    url: '/app/a',
    host: 'origin.acme.example',
    secret: 'of acme-1.elb.amazonaws.com',
  });
});

test('what the last one answers is the answer', async () => {
  await edge.start(group([404]));
  status = 404;
  expect(await edge.ask('/missing')).toMatchObject({ status: 404, body: 'of the second' });
});

test.each([
  [[503], 200],
  [[500, 502, 504], 502],
])('no connection, with %j declared', async (failoverOn, expected) => {
  await edge.start(group(failoverOn, { ...first, domainName: 'nowhere.example' }));
  expect((await edge.ask('/a')).status).toBe(expected);
});

test.each([
  [[504], 200],
  [[500, 502, 503], 504],
])('silence, with %j declared', async (failoverOn, expected) => {
  status = undefined;
  await edge.start(group(failoverOn, { ...first, server: { ...first.server!, readTimeoutSeconds: 1 } }));
  expect((await edge.ask('/a')).status).toBe(expected);
});

test('a bucket that cannot be reached is an origin that cannot be', async () => {
  const bucket = { ...first, domainName: 'assets.s3.eu-west-1.amazonaws.com', server: undefined };
  await edge.start(group([503], bucket));
  expect(await edge.ask('/a')).toMatchObject({ status: 200, body: 'of the second' });
});

test('only what may be asked twice is', async () => {
  const declared = { ...DISTRIBUTION, ...group([500]) };
  expect(originTurns(declared, { originId: 'group' }, 'PUT').origins).toEqual([first]);
  expect(originTurns(declared, { originId: 'group' }, 'GET').origins).toEqual([first, second]);
  await edge.start(group([500]));
  status = 500;
  expect(await edge.ask('/a', { method: 'POST', body: Buffer.from('x') })).toMatchObject({ status: 500 });
  expect(await edge.ask('/a', { method: 'HEAD' })).toMatchObject({ status: 200 });
  expect(await edge.ask('/a', { method: 'OPTIONS' })).toMatchObject({ status: 200 });
  expect(asked()).toEqual(['first', 'first', 'second', 'first', 'second']);
});
