import fc from 'fast-check';
import { poolSize, poolSizeFor } from './pool-size';

const GIB = 2 ** 30;

test.each([
  ['a quarter of a processor and 512 MB', { memoryBytes: GIB / 2, processors: 1 }, 4],
  ['2 processors and 1 GB', { memoryBytes: GIB, processors: 2 }, 8],
  ['1 processor and much memory', { memoryBytes: 8 * GIB, processors: 1 }, 4],
  ['a large machine', { memoryBytes: 64 * GIB, processors: 16 }, 20],
  ['next to nothing', { memoryBytes: GIB / 16, processors: 1 }, 2],
])('%s', (_, size, connections) => expect(poolSizeFor(size)).toBe(connections));

test('more of a task is never fewer connections', () => {
  const size = fc.record({
    memoryBytes: fc.integer({ min: 0, max: 256 * 1024 }).map((mib) => mib * 2 ** 20),
    processors: fc.integer({ min: 1, max: 128 }),
  });
  fc.assert(
    fc.property(size, size, (one, other) => {
      const larger = {
        memoryBytes: Math.max(one.memoryBytes, other.memoryBytes),
        processors: Math.max(one.processors, other.processors),
      };
      return poolSizeFor(larger) >= poolSizeFor(one) && poolSizeFor(one) >= 2 && poolSizeFor(larger) <= 20;
    }),
  );
});

test('DATABASE_POOL_SIZE goes before the size of the task', () => {
  const size = { memoryBytes: GIB, processors: 2 };
  expect(poolSize({ DATABASE_POOL_SIZE: '3' }, size)).toBe(3);
  expect(poolSize({ DATABASE_POOL_SIZE: '' }, size)).toBe(8);
  expect(poolSize({}, size)).toBe(8);
  expect(poolSize({})).toBeGreaterThanOrEqual(2);
});

test.each(['0', '-1', '2.5', 'many', '12345'])('%s is no number of connections', (asked) => {
  expect(() => poolSize({ DATABASE_POOL_SIZE: asked })).toThrow(`DATABASE_POOL_SIZE is "${asked}"`);
});
