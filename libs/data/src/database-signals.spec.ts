import { databaseSignals } from './database-signals';

const signals = (size = 'db.t4g.micro', storageGb = 20) =>
  databaseSignals('acme-prod-database', { size, storageGb });
const threshold = (id: string, ...settings: Parameters<typeof signals>) =>
  signals(...settings).find((signal) => signal.id === id)?.threshold;

test('cpu, storage, memory and connections of this instance are watched', () => {
  expect(signals().map(({ id, metric, comparison }) => [id, metric.name, comparison])).toEqual([
    ['database-cpu', 'CPUUtilization', 'above'],
    ['database-storage', 'FreeStorageSpace', 'below'],
    ['database-memory', 'FreeableMemory', 'below'],
    ['database-connections', 'DatabaseConnections', 'above'],
  ]);
  for (const { metric } of signals()) {
    expect(metric.dimensions).toEqual({ DBInstanceIdentifier: 'acme-prod-database' });
  }
});

test('storage is short below a tenth of what was asked for', () => {
  expect(threshold('database-storage', 'db.t4g.micro', 20)).toBe(2 * 2 ** 30);
  expect(threshold('database-storage', 'db.t4g.micro', 500)).toBe(50 * 2 ** 30);
});

test('memory is short below a twentieth of the class', () => {
  expect(threshold('database-memory', 'db.m7g.large')).toBe(Math.round(0.4 * 2 ** 30));
});

/** Limits that RDS sets in practice; the alarm must come before them. */
test.each([
  ['db.t4g.micro', 81],
  ['db.t4g.small', 170],
  ['db.t4g.medium', 405],
  ['db.r6g.16xlarge', 5000],
])('on %s the alarm comes well before %d connections and not before half of them', (size, limit) => {
  const connections = threshold('database-connections', size)!;
  expect(connections).toBeLessThan(limit * 0.95);
  expect(connections).toBeGreaterThan(limit * 0.5);
});
