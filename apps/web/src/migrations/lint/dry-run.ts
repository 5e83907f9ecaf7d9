import createKnex, { Knex } from 'knex';
import { reason } from '../../log';
import type { Migration } from '../migration';
import { destructiveSteps } from './destructive-steps';
import { recordStatements } from './record-statements';

export interface DryRun {
  readonly name: string;
  readonly destructive: readonly string[];
  /** Why it went no further, when it asks for more of the database than an empty answer. @default it went through */
  readonly failure?: string;
}

/** Reads a migration without a database: whatever it sends is answered as if there was nothing. */
export async function dryRun(migration: Migration): Promise<DryRun> {
  const { name } = migration;
  const knex = createKnex({ client: AnswersNothing });
  let failure: string | undefined;
  const statements = await recordStatements(knex, () =>
    knex
      .transaction(async (transaction) => migration.up(transaction))
      .catch((error: unknown) => (failure = reason(error))),
  );
  return { name, destructive: await destructiveSteps(statements), ...(failure && { failure }) };
}

/** Knex has this class nowhere to import from with its types. */
const PostgresClient = createKnex({ client: 'pg' }).client.constructor as typeof Knex.Client;

interface Query {
  readonly sql: string;
  response?: unknown;
}

/** Compiles for Postgres, and is connected to nothing. */
class AnswersNothing extends PostgresClient {
  override acquireConnection(): Promise<unknown> {
    return Promise.resolve({});
  }

  override releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  /** What Knex overrides in each of its own clients. */
  _query(_connection: unknown, query: Query): Promise<Query> {
    const [command = ''] = /^\w+/.exec(query.sql.trimStart()) ?? [];
    query.response = { command: command.toUpperCase(), rows: [], rowCount: 0, fields: [] };
    return Promise.resolve(query);
  }
}
