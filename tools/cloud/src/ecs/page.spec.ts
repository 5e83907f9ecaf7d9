import { page } from './page';

const ALL = ['a', 'b', 'c', 'd', 'e'];
const list = (request: object, all = ALL, name = 'ListLetters') =>
  page({ list: name, all, key: (item: string) => item, request });

test('pages follow one another until there is no more', () => {
  const seen: string[][] = [];
  let nextToken: string | undefined;
  do {
    const one = list({ maxResults: 2, nextToken });
    seen.push(one.items);
    nextToken = one.nextToken;
  } while (nextToken !== undefined);
  expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('the last page has no token, however exactly it fits', () => {
  expect(list({ maxResults: 5 })).toEqual({ items: ALL });
});

test('the other way round', () => {
  const turned = (request: object) =>
    page({ list: 'ListLetters', all: ALL, key: (item) => item, request, descending: true });
  const first = turned({ maxResults: 3 });
  expect(first.items).toEqual(['e', 'd', 'c']);
  expect(turned({ nextToken: first.nextToken }).items).toEqual(['b', 'a']);
});

test.each([
  ['the last of a page goes', ['a', 'c', 'd', 'e']],
  ['the first goes', ['b', 'c', 'd', 'e']],
  ['one before comes', ['a', 'aa', 'b', 'c', 'd', 'e']],
])('%s between two pages, and what stays is listed once', (_, later) => {
  const { nextToken } = list({ maxResults: 2 });
  expect(list({ nextToken }, later).items).toEqual(['c', 'd', 'e']);
});

test.each<[string, object, string | undefined]>([
  ['another filter', { family: 'web' }, undefined],
  ['another list', {}, 'ListNumbers'],
])('a token is none for %s', (_, filter, name) => {
  const { nextToken } = list({ maxResults: 2 });
  expect(() => list({ ...filter, nextToken }, ALL, name)).toThrow('Invalid token.');
});

test('a page may be of another size', () => {
  const { nextToken } = list({ maxResults: 2, family: 'web' });
  expect(list({ maxResults: 1, family: 'web', nextToken }).items).toEqual(['c']);
});

test.each(['nonsense', Buffer.from('[1]').toString('base64'), Buffer.from('{}').toString('base64')])(
  'refuses the token %s',
  (nextToken) => {
    expect(() => list({ nextToken })).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
  },
);
