import { valuesOf } from '../http/header-list';
import { targetHeaders, type Arrival } from './request-headers';

const ARRIVAL: Arrival = {
  source: '127.0.0.1',
  protocol: 'https',
  port: 443,
  dropInvalid: false,
  forwardedFor: 'append',
};
const sent = (headers: string[], arrival: Partial<Arrival> = {}) =>
  targetHeaders(headers, { ...ARRIVAL, ...arrival }, '1-new-trace');

test('says how the request came in, whatever the client claims', () => {
  const headers = sent([
    'X-Forwarded-Proto',
    'http',
    'X-Forwarded-Port',
    '1',
    'x-forwarded-for',
    '203.0.113.7',
  ]);
  expect(valuesOf(headers, 'x-forwarded-proto')).toEqual(['https']);
  expect(valuesOf(headers, 'x-forwarded-port')).toEqual(['443']);
  expect(valuesOf(headers, 'x-forwarded-for')).toEqual(['203.0.113.7, 127.0.0.1']);
});

test.each([
  ['preserve', ['203.0.113.7']],
  ['remove', []],
] as const)('%s of X-Forwarded-For', (forwardedFor, expected) => {
  expect(valuesOf(sent(['X-Forwarded-For', '203.0.113.7'], { forwardedFor }), 'x-forwarded-for')).toEqual(
    expected,
  );
});

test.each([
  ['none', undefined, 'Root=1-new-trace'],
  ['one with a root', 'Root=1-a-b', 'Self=1-new-trace;Root=1-a-b'],
  ['one that came through a load balancer', 'Self=1-c-d;Root=1-a-b', 'Self=1-new-trace;Root=1-a-b'],
  ['one without a root', 'CalledFrom=app', 'Root=1-new-trace;CalledFrom=app'],
])('traces a request with %s', (_, before, expected) => {
  const headers = sent(before === undefined ? [] : ['X-Amzn-Trace-Id', before]);
  expect(valuesOf(headers, 'x-amzn-trace-id')).toEqual([expected]);
});

test('what is about the connection stays there, the rest keeps order, case and repetition', () => {
  const headers = [
    'Cookie',
    'a',
    'Connection',
    'keep-alive, X-Hop',
    'X-Hop',
    'b',
    'COOKIE',
    'c',
    'Expect',
    '100-continue',
  ];
  expect(sent(headers).slice(0, 4)).toEqual(['Cookie', 'a', 'COOKIE', 'c']);
  expect(valuesOf(sent(headers), 'x-hop')).toEqual([]);
});

test('names that are no header names are dropped if the load balancer is told so', () => {
  expect(valuesOf(sent(['under_score', 'a']), 'under_score')).toEqual(['a']);
  expect(valuesOf(sent(['under_score', 'a'], { dropInvalid: true }), 'under_score')).toEqual([]);
});
