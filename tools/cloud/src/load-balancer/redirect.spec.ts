import type { RedirectActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import { redirectLocation } from './redirect';

const ADDRESS = { protocol: 'HTTP', host: 'acme.example', port: 80, path: '/a/b', query: 'c=d' };

test.each<[string, Partial<RedirectActionConfig>, string]>([
  ['to HTTPS', { Protocol: 'HTTPS', Port: '443' }, 'https://acme.example:443/a/b?c=d'],
  ['to another host', { Host: 'www.#{host}' }, 'http://www.acme.example:80/a/b?c=d'],
  ['to another path', { Path: '/old/#{path}' }, 'http://acme.example:80/old/a/b?c=d'],
  ['without the query', { Query: '' }, 'http://acme.example:80/a/b'],
  ['with more of a query', { Query: '#{query}&from=#{port}' }, 'http://acme.example:80/a/b?c=d&from=80'],
])('leads %s', (_, redirect, expected) => {
  expect(redirectLocation({ StatusCode: 'HTTP_301', ...redirect }, ADDRESS)).toBe(expected);
});
