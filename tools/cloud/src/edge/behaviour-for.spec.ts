import { behaviourFor } from './behaviour-for';

const NOTHING = { host: false, query: false, everything: false, viewerHeaders: false };
const behaviours = ['/_next/static/*', 'images/*.jpg', '/b?t', '*'].map((pathPattern) => ({
  pathPattern,
  originId: 'app',
  allowedMethods: [],
  forwards: NOTHING,
}));

test.each([
  ['/_next/static/a/b.js', '/_next/static/*'],
  ['/_next/data', '*'],
  ['/images/a.jpg', 'images/*.jpg'],
  ['/Images/a.jpg', '*'],
  ['/bit', '/b?t'],
  ['/', '*'],
])('%s has the behaviour of %s', (path, expected) => {
  expect(behaviourFor(behaviours, path)?.pathPattern).toBe(expected);
});
