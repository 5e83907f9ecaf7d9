import type { DatabaseEndpoint, DatabaseName, Databases, WantedDatabase } from './databases';

/** Answers a JSON body with a JSON body. */
export type Route = (body: unknown) => Promise<unknown>;

/**
 * The gateway's internal routes by what comes after `/_slipway/`: how moto's process (`moto/gaps/rds.py`) says what
 * happens to its RDS instances. What they throw is to be answered with a status from 400 and the message as text.
 *
 * - `POST /_slipway/databases` with a `WantedDatabase`: a `DatabaseEndpoint`
 * - `POST /_slipway/databases/drop` with a `DatabaseName`: `{}`
 */
export function databaseRoutes(cloud: Pick<Databases, 'ensure' | 'drop'>): {
  readonly [path: string]: Route;
} {
  return {
    databases: async (body): Promise<DatabaseEndpoint> => cloud.ensure(body as WantedDatabase),
    'databases/drop': async (body) => {
      await cloud.drop(body as DatabaseName);
      return {};
    },
  };
}
