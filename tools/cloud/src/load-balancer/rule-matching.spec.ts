import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { matches, type RoutedRequest } from './rule-matching';

const REQUEST: RoutedRequest = {
  method: 'GET',
  host: 'Shop.Acme.example:8080',
  path: '/img/Logo.png',
  query: 'size=Big&flag&star=a*b',
  headers: { 'x-origin': ['first', 'Second-Value'] },
  source: '::ffff:127.0.0.1',
};

const host = (...Values: string[]): RuleCondition => ({ Field: 'host-header', HostHeaderConfig: { Values } });
const path = (...Values: string[]): RuleCondition => ({
  Field: 'path-pattern',
  PathPatternConfig: { Values },
});
const query = (Value: string, Key?: string): RuleCondition => ({
  Field: 'query-string',
  QueryStringConfig: { Values: [{ Key, Value }] },
});
const header = (HttpHeaderName: string, ...Values: string[]): RuleCondition => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName, Values },
});
const source = (...Values: string[]): RuleCondition => ({ Field: 'source-ip', SourceIpConfig: { Values } });

test.each<[string, RuleCondition, boolean]>([
  ['a host in any case, without its port', host('shop.acme.EXAMPLE'), true],
  ['a host by star', host('*.acme.example'), true],
  ['a host by one of several', host('nobody', '*.example'), true],
  ['no host by a part of it', host('acme.example'), false],
  ['no dot for any character', host('shop-acme.example'), false],
  ['every path', path('/*'), true],
  ['a path by question mark', path('/img/Logo.???'), true],
  ['no path by too few characters', path('/img/Logo.??'), false],
  ['no path in another case', path('/img/logo.png'), false],
  ['a path of the old form', { Field: 'path-pattern', Values: ['/img/*'] }, true],
  ['a header by any of its values, in any case', header('X-Origin', 'second-*'), true],
  ['no header with another value', header('x-origin', 'third'), false],
  ['no header that is absent', header('x-other', '*'), false],
  ['a method', { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } }, true],
  [
    'no method in another case',
    { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } },
    false,
  ],
  ['a query by key and value', query('big', 'SIZE'), true],
  ['a query by its value alone', query('b?g'), true],
  ['no query by the value of another key', query('big', 'star'), false],
  ['a star in a query that is meant as such', query('a\\*b', 'star'), true],
  ['no star in a query that is something else', query('b\\*g', 'size'), false],
  ['a source by its network', source('10.0.0.0/8', '127.0.0.0/8'), true],
  ['no source of another network', source('10.0.0.0/8'), false],
  ['nothing by a condition that nobody knows', { Field: 'phase-of-moon', Values: ['*'] }, false],
])('matches %s', (_, condition, expected) => {
  expect(matches([condition], REQUEST)).toBe(expected);
});

test('every condition must hold, and no condition always does', () => {
  expect(matches([path('/*'), host('nobody')], REQUEST)).toBe(false);
  expect(matches([], REQUEST)).toBe(true);
});
