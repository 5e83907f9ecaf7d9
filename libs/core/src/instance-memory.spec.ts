import { instanceClassFix, instanceMemoryBytes } from './instance-memory';

const GIB = 2 ** 30;

/** From the table that AWS publishes. */
test.each([
  ['db.t4g.micro', 1],
  ['db.t3.small', 2],
  ['db.t4g.medium', 4],
  ['db.t4g.large', 8],
  ['db.t3.2xlarge', 32],
  ['db.m7g.large', 8],
  ['db.m6gd.16xlarge', 256],
  ['db.r6g.large', 16],
  ['db.r6idn.24xlarge', 768],
  ['db.r7i.xlarge', 32],
  ['db.m10g.large', 8],
  ['db.x2g.medium', 16],
  ['db.x2idn.16xlarge', 1024],
  ['db.x2iedn.xlarge', 128],
])('%s has %d GiB', (instanceClass, gib) => {
  expect(instanceMemoryBytes(instanceClass)).toBe(gib * GIB);
  expect(instanceClassFix(instanceClass)).toBeUndefined();
});

test.each([
  't4g.micro',
  'db.t4g',
  'db.q1.large',
  'db.t4g.huge',
  'db.m7g.2large',
  'db.m7g.metal',
  'mydb.t4g.micro',
  'db.t4g.micro.large',
])('%s is no class that is known', (instanceClass) => {
  expect(() => instanceMemoryBytes(instanceClass)).toThrow(`"${instanceClass}" is not known`);
  expect(instanceClassFix(instanceClass)).toContain('such as db.t4g.micro');
});
