import { databaseConnections } from './database-connections';

/** `show max_connections` on instances of these classes. */
test.each([
  ['db.t4g.micro', 81],
  ['db.t4g.small', 170],
  ['db.t4g.medium', 405],
  ['db.t3.large', 844],
  ['db.r6g.16xlarge', 5000],
])('%s takes what is promised, and at least half of its %d is', (instanceClass, limit) => {
  expect(databaseConnections(instanceClass)).toBeLessThan(limit * 0.95);
  expect(databaseConnections(instanceClass)).toBeGreaterThan(limit * 0.5);
});

test('it is a whole number', () => {
  expect(databaseConnections('db.t4g.micro')).toBe(75);
});
