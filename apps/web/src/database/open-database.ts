import createKnex, { type Knex } from 'knex';
import { log, type Log } from '../log';
import { connectWithCurrentPassword } from './connect';
import { DatabasePassword } from './database-password';
import { poolSize } from './pool-size';
import { readSecret } from './read-secret';
import { databaseTls } from './tls';
import type { Variables } from '../variables';

/** Longer than a failing database may keep a page waiting. */
const CONNECT_MS = 2_000;
const STATEMENT_MS = 5_000;
/**
 * For a connection of the pool to be free, which it is when a statement has had its time; and for what a small task
 * needs to find out a password that has changed.
 */
const ACQUIRE_MS = 5_000;

export interface DatabaseOptions {
  /** @default `DATABASE_POOL_SIZE`, else what the task's size allows */
  readonly connections?: number;
  /** 0 lets a statement take as long as it needs. @default 5 seconds */
  readonly statementMs?: number;
  /** Gets what Knex and the password's renewal have to say. @default stdout */
  readonly log?: Log;
}

/**
 * The pool that the environment describes; connects when first used, over TLS, to nobody but the server that
 * `DATABASE_HOST` names. `undefined` where that is not set.
 *
 * `DATABASE_PASSWORD` is what a connection is opened with until Postgres refuses it, as it does after a rotation: then
 * the password that the secret `DATABASE_SECRET_ARN` holds by now.
 *
 * @throws Error in words for a setting that is not allowed
 */
export function openDatabase(env: Variables, options: DatabaseOptions = {}): Knex | undefined {
  const { DATABASE_HOST: host, DATABASE_NAME, DATABASE_USER, DATABASE_PASSWORD, DATABASE_SECRET_ARN } = env;
  if (!host) return undefined;
  const { connections = poolSize(env), statementMs = STATEMENT_MS, log: say = log } = options;
  const port = Number(env.DATABASE_PORT ?? 5432);
  const tls = databaseTls(env);
  const password = new DatabasePassword({
    initial: DATABASE_PASSWORD || undefined,
    read: DATABASE_SECRET_ARN ? () => readSecret(DATABASE_SECRET_ARN) : undefined,
    log: say,
  });
  const database = createKnex({
    client: 'pg',
    connection: async () => ({
      host,
      port,
      database: DATABASE_NAME,
      user: DATABASE_USER,
      // Asked by each new connection.
      password: () => password.get(),
      ssl: await tls.options(),
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: statementMs,
    }),
    pool: { min: 0, max: connections },
    acquireConnectionTimeout: ACQUIRE_MS,
    log: {
      error: (message: unknown) => say('error', String(message)),
      warn: (message: unknown) => say('info', String(message)),
    },
  });
  connectWithCurrentPassword(database, password, { host, port, trusted: tls.trusted });
  return database;
}
