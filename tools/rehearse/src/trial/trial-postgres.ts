import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { physicalName } from '@slipway/core';
import { Client } from 'pg';
import type { TrialCloud } from './trial-cloud';
import type { TrialAccess } from './trial-environment';

/** What a process has to know to reach a database. */
export interface PostgresVariables {
  readonly [variable: string]: string;
}

/** The Postgres of a trial's environment, for whoever looks at it from outside. */
export class TrialPostgres {
  private constructor(private readonly variables: PostgresVariables) {}

  static async of({ directory }: TrialCloud, { clients, environment }: TrialAccess): Promise<TrialPostgres> {
    const [rds, secrets] = await Promise.all([clients.rds(), clients.secrets()]);
    const DBInstanceIdentifier = physicalName('db-instance', environment, 'database');
    const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier });
    const { Endpoint, DBName = '', MasterUserSecret } = DBInstances?.[0] ?? {};
    const { SecretString = '{}' } = await secrets.getSecretValue({ SecretId: MasterUserSecret?.SecretArn });
    const { username, password } = JSON.parse(SecretString) as { username: string; password: string };
    return new TrialPostgres({
      DATABASE_HOST: Endpoint?.Address ?? '',
      DATABASE_PORT: String(Endpoint?.Port),
      DATABASE_NAME: DBName,
      DATABASE_USER: username,
      DATABASE_PASSWORD: password,
      // Where a cloud keeps the authority of its databases' certificates; its tasks are told.
      PGSSLROOTCERT: join(directory, 'postgres-authority.pem'),
    });
  }

  /** What a process of the app gets. */
  get environment(): PostgresVariables {
    return this.variables;
  }

  /** An empty database beside the environment's own. */
  async another(name: string): Promise<TrialPostgres> {
    await this.query(`create database ${name}`);
    return new TrialPostgres({ ...this.variables, DATABASE_NAME: name });
  }

  async query<Row>(text: string): Promise<Row[]> {
    const client = await this.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** A session of its own, which whoever asked for it ends. */
  async connect(name = 'trial'): Promise<Client> {
    const { DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER, DATABASE_PASSWORD, PGSSLROOTCERT } =
      this.variables;
    const client = new Client({
      host: DATABASE_HOST,
      port: Number(DATABASE_PORT),
      database: DATABASE_NAME,
      user: DATABASE_USER,
      password: DATABASE_PASSWORD,
      application_name: name,
      ssl: { ca: readFileSync(PGSSLROOTCERT ?? '', 'utf8') },
    });
    // The cloud may end before whoever asked for the session.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** All that a migration may leave behind: columns with their types, indexes, rows, and Knex's books. */
  async everything(): Promise<unknown> {
    const [columns, indexes, books, entries] = await Promise.all([
      this.query(
        `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
         where table_schema = 'public' order by 1, 2`,
      ),
      this.query(`select indexdef from pg_indexes where schemaname = 'public' order by 1`),
      this.query('select * from knex_migrations order by id'),
      this.query('select * from entries order by id'),
    ]);
    return { columns, indexes, books, entries };
  }
}
