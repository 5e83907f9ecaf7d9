import { describeKind, describePath, describeValue, either } from './wording';

describe('wording', () => {
  test.each([
    ['a\n b', "'a b'"],
    ['x'.repeat(100), `'${'x'.repeat(59)}…'`],
    [NaN, 'NaN'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'nothing'],
    [[1, 2], 'a list of 2'],
    [[], 'an empty list'],
    [{ password: 'hunter2' }, 'an object with password'],
    [{}, 'an empty object'],
    [() => 1, 'a function'],
    [5n, 'a bigint'],
  ])('%p is shown as %s', (value, shown) => expect(describeValue(value)).toBe(shown));

  test.each([
    ['hunter2', 'a text'],
    ['', 'an empty text'],
    [5, 'a number'],
    [null, 'null'],
  ])('the kind of %p is %s', (value, kind) => expect(describeKind(value)).toBe(kind));

  test.each([
    [['services', 'web', 'cpu'], 'services.web.cpu'],
    [['domain', 'delegations', 'a.b', 0], "domain.delegations['a.b'][0]"],
    [[], 'the environment'],
  ])('%j is written %s', (path, written) => expect(describePath(path)).toBe(written));

  test.each([
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('%j is said as %s', (options, said) => expect(either(options)).toBe(said));
});
