import { acceptsStatus } from './status-matcher';

test.each([
  ['200', 200, true],
  ['200', 201, false],
  ['200-299', 299, true],
  ['200-299', 300, false],
  ['200,301', 301, true],
  ['200,301', 201, false],
  ['200-204, 302', 302, true],
  ['', 200, false],
])('"%s" and %i: %s', (codes, status, expected) => {
  expect(acceptsStatus(codes, status)).toBe(expected);
});
