import { dirname } from 'node:path';
import { Client } from 'pg';
import { SUPERUSER } from './data-folder';
import { extensionsForMaster, extensionTrigger } from './extensions';
import type { PostgresBinaries } from './postgres-binaries';

/** A server that answers, as its superuser reaches it. */
export interface RunningServer {
  readonly port: number;
  readonly superuserPassword: string;
  /** Who has signed its certificate, PEM. */
  readonly authority: string;
  readonly binaries: PostgresBinaries;
}

/** What CreateDBInstance and ModifyDBInstance say of a database. */
export interface MasterUser {
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/** A connection of the server's owner; whoever asks for it ends it. */
export async function superuser(
  { port, superuserPassword, authority }: Omit<RunningServer, 'binaries'>,
  database = 'postgres',
): Promise<Client> {
  const client = new Client({
    ...{ host: '127.0.0.1', port, user: SUPERUSER, password: superuserPassword, database },
    ssl: { ca: authority },
    // A statement that fails must not leave a password in the log.
    options: '-c log_min_error_statement=panic -c log_statement=none',
  });
  await client.connect();
  return client;
}

/** What `rds_superuser` may do that others may not, as far as a stock Postgres has it. */
const RDS_SUPERUSER = ['pg_monitor', 'pg_signal_backend', 'pg_checkpoint'];

/**
 * Makes the master user and its database, or gives the user a new password.
 *
 * Its rights are those of RDS: it may make roles and databases and is a member of `rds_superuser`, which is none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html
 */
export async function settleMasterUser(
  server: RunningServer,
  { username, password, database }: MasterUser,
): Promise<void> {
  const client = await superuser(server);
  const exists = async (query: string, name: string) => (await client.query(query, [name])).rowCount !== 0;
  const roleExists = (name: string) => exists('select from pg_roles where rolname = $1', name);
  const user = client.escapeIdentifier(username);
  try {
    if (!(await roleExists('rds_superuser'))) {
      await client.query('create role rds_superuser nologin');
      await client.query(`grant ${RDS_SUPERUSER.join(', ')} to rds_superuser with admin option`);
      await makeTemplates(server);
    }
    if (!(await roleExists(username))) {
      await client.query(`create role ${user} login createrole createdb in role rds_superuser`);
    }
    await client.query(`alter role ${user} password ${client.escapeLiteral(password)}`);
    if (!(await exists('select from pg_database where datname = $1', database))) {
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${user}`);
    }
  } finally {
    await client.end();
  }
}

/** The first one is what new databases are copied from. */
const TEMPLATES = ['template1', 'postgres'];

/** What every database of RDS has from the start: en_US by the names of glibc, and extensions for the master user. */
async function makeTemplates(server: RunningServer): Promise<void> {
  const extensions = await extensionsForMaster(dirname(dirname(server.binaries.postgres)));
  for (const database of TEMPLATES) {
    const client = await superuser(server, database);
    try {
      for (const name of ['en_US', 'en_US.utf8']) {
        const { rowCount } = await client.query('select from pg_collation where collname = $1', [name]);
        if (rowCount !== 0) continue;
        await client.query(`create collation pg_catalog."${name}" (provider = icu, locale = 'en-US')`);
      }
      await client.query(extensionTrigger(extensions));
    } finally {
      await client.end();
    }
  }
}
