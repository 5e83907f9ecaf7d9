import fc from 'fast-check';
import { databaseConnections } from './database-connections';
import { FARGATE_CPUS } from './fargate';
import { poolsFit, poolSize } from './pool-size';

const SIZES = ['db.t4g.micro', 'db.t4g.small', 'db.t4g.medium', 'db.m7g.large', 'db.r6g.16xlarge'];

const upTo = (...max: readonly number[]) =>
  Object.fromEntries(
    max.map((most, index) => [
      `service-${index}`,
      { scaling: { min: 1, max: most, cpuPercent: 60, requestsPerTask: 1000 } },
    ]),
  );

test.each([
  ['what a quarter of a vCPU can use', 'db.t4g.micro', [2], 256, 4],
  ['what half a vCPU can use', 'db.t4g.small', [6], 512, 7],
  ['what a vCPU can use', 'db.m7g.large', [6], 1024, 12],
  ['its share, where that is less', 'db.t4g.micro', [6], 1024, 5],
  ['a smaller share where other services want theirs', 'db.t4g.micro', [6, 4], 1024, 3],
  ['2, where the database has fewer', 'db.t4g.micro', [40], 1024, 2],
] as const)('a task gets %s', (_, size, max, cpuUnits, connections) => {
  expect(poolSize({ size }, upTo(...max), { cpuUnits })).toBe(connections);
});

test('all pools of a roll at full scale leave 10 connections, whenever 2 for each task fit', () => {
  const services = fc.array(
    fc.record({ max: fc.integer({ min: 1, max: 60 }), cpu: fc.constantFrom(...FARGATE_CPUS) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(fc.constantFrom(...SIZES), services, (size, tasks) => {
      const scaled = upTo(...tasks.map(({ max }) => max));
      const held = tasks.reduce(
        (sum, { max, cpu }) => sum + 2 * max * poolSize({ size }, scaled, { cpuUnits: cpu }),
        0,
      );
      expect(held <= databaseConnections(size) - 10).toBe(poolsFit({ size }, scaled));
    }),
  );
});

test.each([
  [16, true],
  [17, false],
])(
  '2 for each of %d tasks, and of as many that replace them, fit into the smallest database: %s',
  (max, fit) => {
    expect(poolsFit({ size: 'db.t4g.micro' }, upTo(max))).toBe(fit);
  },
);
