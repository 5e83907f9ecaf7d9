import { isSameSite } from './same-site';

test.each([
  ['a form of ours', { 'sec-fetch-site': 'same-origin' }, true],
  ['what a person typed', { 'sec-fetch-site': 'none' }, true],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', host: 'acme.example' }, false],
  ['a form of a neighbour below our domain', { 'sec-fetch-site': 'same-site' }, false],
  ['a program', {}, true],
  ['an old browser, here', { origin: 'https://acme.example', host: 'acme.example' }, true],
  ['an old browser, elsewhere', { origin: 'https://evil.example', host: 'acme.example' }, false],
  ['an old browser that hides where it is', { origin: 'null', host: 'acme.example' }, false],
])('%s', (_, headers, same) => {
  expect(isSameSite(new Headers(headers as HeadersInit))).toBe(same);
});
