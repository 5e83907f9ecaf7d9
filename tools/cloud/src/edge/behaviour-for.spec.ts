import { behaviourFor } from './behaviour-for';
import { BEHAVIOUR } from './sample-distribution';

const behaviours = ['/_next/static/*', 'images/*.jpg', '/b?t', '*'].map((pathPattern) => ({
  ...BEHAVIOUR,
  pathPattern,
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
