import { valuesOf } from '../http/header-list';
import { originHeaders, viewerHeaders } from './edge-headers';
import { forwardedBy } from './forwarded';
import { DISTRIBUTION, ORIGIN } from './sample-distribution';

const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const HOST_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';
const WITH_EDGE_HEADERS = '33f36d7e-f396-46d9-90e0-52428a34d9dc';

const forwarded = (OriginRequestPolicyId?: string) =>
  forwardedBy({ TargetOriginId: 'balancer', ViewerProtocolPolicy: 'allow-all', OriginRequestPolicyId });

const toOrigin = (sent: readonly string[], policy?: string, method = 'GET') => {
  const headers = originHeaders(
    { sent, method, viewer: '127.0.0.1', id: 'id' },
    DISTRIBUTION,
    ORIGIN,
    forwarded(policy),
  );
  return (name: string) => valuesOf(headers, name).join(' | ');
};

const SENT = [
  'Host',
  '127.0.0.1:4000',
  'Cookie',
  'a=b',
  'Accept-Language',
  'en',
  'User-Agent',
  'curl',
  'X-Own',
  '1',
];

test.each([
  ['AllViewer', ALL_VIEWER, ['acme.example', 'a=b', 'en', 'curl', '1', '']],
  ['HostHeaderOnly', HOST_ONLY, ['acme.example', '', '', 'Amazon CloudFront', '1', '']],
  ['no policy', undefined, ['balancer.example', '', '', 'Amazon CloudFront', '1', '']],
  ['AllViewerAndCloudFrontHeaders', WITH_EDGE_HEADERS, ['acme.example', 'a=b', 'en', 'curl', '1', 'https']],
])('%s', (_, policy, expected) => {
  const names = ['host', 'cookie', 'accept-language', 'user-agent', 'x-own', 'cloudfront-forwarded-proto'];
  expect(names.map(toOrigin(SENT, policy))).toEqual(expected);
});

test('legacy settings pass on what they name', () => {
  const legacy = (Items: string[]) =>
    forwardedBy({
      TargetOriginId: 'balancer',
      ViewerProtocolPolicy: 'allow-all',
      ForwardedValues: { QueryString: true, Cookies: { Forward: 'none' }, Headers: { Quantity: 1, Items } },
    });
  expect(legacy(['Host'])).toMatchObject({ host: true, query: true, everything: false });
  expect(legacy(['*'])).toMatchObject({ host: true, everything: true });
});

test('the secret header is the one of the distribution, whatever a viewer sends', () => {
  expect(toOrigin(['x-secret', 'guess'], ALL_VIEWER)('x-secret')).toBe('right');
});

test('a password goes with what is written, not with what might be cached', () => {
  const sent = ['Authorization', 'Basic x'];
  expect(toOrigin(sent, HOST_ONLY)('authorization')).toBe('');
  expect(toOrigin(sent, HOST_ONLY, 'POST')('authorization')).toBe('Basic x');
});

test('the way is written down', () => {
  const header = toOrigin(['X-Forwarded-For', '203.0.113.7', 'Via', '1.1 office'], ALL_VIEWER);
  expect(header('x-forwarded-for')).toBe('203.0.113.7, 127.0.0.1');
  expect(header('via')).toBe('1.1 office, 1.1 d111.cloudfront.net (CloudFront)');
});

test.each([
  ['https://acme.example/login?a', 'http://127.0.0.1:4000/login?a'],
  ['https://ACME.example:443', 'http://127.0.0.1:4000'],
  ['https://acme.example.evil/', 'https://acme.example.evil/'],
  ['https://accounts.example/', 'https://accounts.example/'],
  ['/login', '/login'],
])('a redirect to %s leads to %s', (location, expected) => {
  const answer = { status: 302, id: 'id', address: '127.0.0.1:4000', policy: [] };
  expect(valuesOf(viewerHeaders(['Location', location], answer, DISTRIBUTION), 'location')).toEqual([
    expected,
  ]);
});

test.each([
  [200, undefined, 'Miss from cloudfront'],
  [200, 7, 'Hit from cloudfront'],
  [404, undefined, 'Error from cloudfront'],
  [404, 7, 'Error from cloudfront'],
])('an answer %i of age %s is a "%s"', (status, age, expected) => {
  const headers = viewerHeaders([], { status, id: 'id', address: '', age, policy: [] }, DISTRIBUTION);
  expect(valuesOf(headers, 'x-cache')).toEqual([expected]);
  expect(valuesOf(headers, 'age')).toEqual(age === undefined ? [] : ['7']);
});
