import { breakerTrips, failureThreshold } from './breaker';

/** The first ones are AWS's own examples. */
test.each([
  [1, 3],
  [25, 13],
  [400, 200],
  [800, 200],
  [0, 3],
  [2, 3],
  [6, 3],
  [7, 4],
])('of %i desired tasks, %i failures are too many', (desired, threshold) => {
  expect(failureThreshold(desired)).toBe(threshold);
});

test.each([
  [10, { type: 'COUNT', value: 5 }, 5],
  [10, { type: 'BOUNDED_PERCENT', value: 80 }, 8],
  [10, { type: 'UNBOUNDED_PERCENT', value: 10 }, 1],
  [1000, { type: 'UNBOUNDED_PERCENT', value: 50 }, 500],
] as const)('of %i desired tasks with %o, %i are', (desired, configuration, threshold) => {
  expect(failureThreshold(desired, configuration)).toBe(threshold);
});

test('trips at the threshold, and only where it is on', () => {
  expect(breakerTrips(2, 2, { enable: true, rollback: true })).toBe(false);
  expect(breakerTrips(3, 2, { enable: true, rollback: true })).toBe(true);
  expect(breakerTrips(99, 2, { enable: false, rollback: true })).toBe(false);
  expect(breakerTrips(99, 2, undefined)).toBe(false);
});
