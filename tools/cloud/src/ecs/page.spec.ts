import { page } from './page';

const all = ['a', 'b', 'c', 'd', 'e'];

test('pages follow one another until there is no more', () => {
  const seen: string[][] = [];
  let nextToken: string | undefined;
  do {
    const one = page(all, { maxResults: 2, nextToken });
    seen.push(one.items);
    nextToken = one.nextToken;
  } while (nextToken !== undefined);
  expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('the last page has no token, however exactly it fits', () => {
  expect(page(all, { maxResults: 5 })).toEqual({ items: all });
});

test.each([{ maxResults: 0 }, { maxResults: 101 }, { nextToken: 'nonsense' }])('refuses %o', (request) => {
  expect(() => page(all, request)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
});
