import { cachePolicy, NOT_CACHED } from './cache-policy';
import { timeToLive } from './time-to-live';

const OPTIMIZED = cachePolicy('658327ea-f89d-4fab-a63d-7e88639e58f6');
const NOW = Date.parse('2026-11-25T12:00:00Z');
const DAY = 86_400;
const YEAR = 365 * DAY;

const said = (value: string) => ['Cache-Control', value];

test.each([
  ['nothing', [], DAY],
  ['for an hour', said('public, max-age=3600'), 3600],
  ['for longer than may be', said('max-age=99999999999'), YEAR],
  ['for no time', said('max-age=0'), 1],
  ['otherwise for shared caches', said('max-age=60, s-maxage="600"'), 600],
  ['not to store', said('no-store'), 1],
  ['not to store, though for long', said('max-age=600, no-store'), 1],
  ['that it is private', said('private="x", max-age=600'), 1],
  ['that it expires in a minute', ['Expires', 'Wed, 25 Nov 2026 12:01:00 GMT'], 60],
  ['that it has expired', ['Expires', '0'], 1],
  [
    'two things of which one is the age',
    [...said('max-age=60'), 'Expires', 'Wed, 25 Nov 2026 13:00:00 GMT'],
    60,
  ],
])('an origin that says %s', (_, headers, expected) => {
  expect(timeToLive({ status: 200, headers }, OPTIMIZED, {}, NOW)).toBe(expected);
});

test('a policy that keeps nothing keeps nothing, whatever the origin says', () => {
  expect(timeToLive({ status: 200, headers: said('max-age=600') }, NOT_CACHED, {}, NOW)).toBe(0);
});

test.each([
  [404, {}, [], 10],
  [404, { 404: 0 }, [], 0],
  [502, { 404: 0 }, [], 10],
  [404, { 404: 0 }, said('max-age=60'), 60],
  [404, { 404: 300 }, said('max-age=60'), 300],
  [403, {}, [], 0],
  [403, { 403: 300 }, said('max-age=60'), 60],
  [429, {}, said('max-age=60'), 0],
  [206, {}, said('max-age=60'), 0],
  [304, {}, said('max-age=60'), 0],
  [302, {}, said('max-age=60'), 0],
  [308, {}, said('max-age=60'), 60],
])('status %i, errors kept %j, with %j', (status, errorSeconds, headers, expected) => {
  expect(timeToLive({ status, headers }, OPTIMIZED, errorSeconds, NOW)).toBe(expected);
});

test('errors are kept also where nothing else is', () => {
  expect(timeToLive({ status: 503, headers: [] }, NOT_CACHED, {}, NOW)).toBe(10);
});
