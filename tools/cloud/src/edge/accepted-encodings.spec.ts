import { acceptedEncodings } from './accepted-encodings';

const BOTH = { encodings: ['br', 'gzip'] } as const;

test.each([
  ['gzip, deflate, br, zstd', BOTH, ['br', 'gzip']],
  ['gzip;q=1.0, br;q=0.1', BOTH, ['br', 'gzip']],
  ['GZIP', BOTH, ['gzip']],
  ['br;q=0, gzip', BOTH, ['gzip']],
  ['br; q=0.000', BOTH, []],
  ['identity', BOTH, []],
  [undefined, BOTH, []],
  ['gzip, br', { encodings: ['gzip'] } as const, ['gzip']],
  ['gzip, br', { encodings: [] }, []],
])('of "%s" a policy with %j takes %j', (header, policy, expected) => {
  expect(acceptedEncodings(header, policy)).toEqual(expected);
});
