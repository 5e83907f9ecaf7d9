import { databaseConnections } from './database-connections';
import type { DatabaseSettings, ServiceSettings } from './environment';

type Database = Pick<DatabaseSettings, 'size'>;
type Task = Pick<ServiceSettings, 'cpuUnits'>;
interface Services {
  readonly [name: string]: Pick<ServiceSettings, 'scaling'>;
}

/**
 * Connections to Postgres that one task may hold: what it can use, or its share of what the database has, whichever is
 * less, and never fewer than 2.
 *
 * - It can use 2, and 10 more for each vCPU. 10 is the default of pg and of Knex for a process, which keeps one vCPU
 *   busy at most; the 2 are for a readiness check or a transaction that would else wait for a slow query on the
 *   smallest tasks. Memory sets no limit of its own, as Fargate gives at least 2 GB with each vCPU.
 * - Its share is {@link pooledConnections} by {@link mostTasks}: all pools may be full at the busiest moment there is,
 *   and nobody is turned away.
 *
 * @see https://node-postgres.com/apis/pool and https://knexjs.org/guide/#pool
 */
export function poolSize(database: Database, services: Services, { cpuUnits }: Task): number {
  const usable = Math.floor(2 + (10 * cpuUnits) / 1024);
  const share = Math.floor(pooledConnections(database) / mostTasks(services));
  return Math.max(FEWEST, Math.min(usable, share));
}

/**
 * What pools may share: all connections but a reserve. Of the reserve Postgres itself keeps 3 for superusers
 * (https://www.postgresql.org/docs/current/runtime-config-connection.html); the rest is for people with `psql`, for
 * release commands and for RDS's own monitoring.
 */
export function pooledConnections({ size }: Database): number {
  return databaseConnections(size) - RESERVED;
}

/** Tasks at the busiest moment: every service at its maximum, old and new ones side by side while a release rolls. */
export function mostTasks(services: Services): number {
  return 2 * Object.values(services).reduce((sum, { scaling }) => sum + scaling.max, 0);
}

/** Whether each task can have the fewest connections that do. */
export function poolsFit(database: Database, services: Services): boolean {
  return FEWEST * mostTasks(services) <= pooledConnections(database);
}

/** With one, a transaction that asks for a second connection waits for itself for ever. */
const FEWEST = 2;

const RESERVED = 10;
