import {
  databaseConnections,
  instanceMemoryBytes,
  type DatabaseSettings,
  type Metric,
  type Signal,
} from '@slipway/core';

/** What can go wrong with a Postgres on RDS before its users notice. */
export function databaseSignals(
  identifier: string,
  settings: Pick<DatabaseSettings, 'size' | 'storageGb'>,
): readonly Signal[] {
  const memory = instanceMemoryBytes(settings.size);
  const average = (name: string): Metric => ({
    namespace: 'AWS/RDS',
    name,
    statistic: 'Average',
    dimensions: { DBInstanceIdentifier: identifier },
    periodSeconds: 300,
  });
  return [
    {
      id: 'database-cpu',
      description: 'The database has been busy for 15 minutes. Look for slow queries in Database Insights.',
      metric: average('CPUUtilization'),
      comparison: 'above',
      threshold: 80,
    },
    {
      id: 'database-storage',
      description:
        'The database is almost full; full means no more writes. RDS grows storage by itself, but not above maxStorage ' +
        'and not twice in six hours. Raise maxStorage or delete data.',
      metric: average('FreeStorageSpace'),
      comparison: 'below',
      // RDS grows at 10 % free, https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
      threshold: Math.round(settings.storageGb * 2 ** 30 * 0.1),
    },
    {
      id: 'database-memory',
      description:
        'The database runs out of memory and will swap. Close idle connections or take a larger size.',
      metric: average('FreeableMemory'),
      comparison: 'below',
      threshold: Math.round(memory * 0.05),
    },
    {
      id: 'database-connections',
      description:
        'Connections are running out. Look for a pool that is too large or a service that leaks them.',
      metric: { ...average('DatabaseConnections'), statistic: 'Maximum' },
      comparison: 'above',
      threshold: databaseConnections(settings.size),
    },
  ];
}
