import createKnex, { type Knex } from 'knex';
import { log, type Log } from './log';
import { offersTls } from './tls-offer';

/** Longer than a failing database may keep a page waiting. */
const CONNECT_MS = 2_000;
const STATEMENT_MS = 5_000;

export interface DatabaseOptions {
  /** @default 5, so that many tasks together stay below what a small server allows */
  readonly connections?: number;
  /** 0 lets a statement take as long as it needs. @default 5 seconds */
  readonly statementMs?: number;
  /** Gets what Knex has to say. @default stdout */
  readonly log?: Log;
}

/**
 * The pool that the environment describes; connects when first used. `undefined` where `DATABASE_HOST` is not set.
 */
export function openDatabase(env: NodeJS.ProcessEnv, options: DatabaseOptions = {}): Knex | undefined {
  const { DATABASE_HOST: host, DATABASE_NAME, DATABASE_USER, DATABASE_PASSWORD } = env;
  if (!host) return undefined;
  const { connections = 5, statementMs = STATEMENT_MS, log: say = log } = options;
  const port = Number(env.DATABASE_PORT ?? 5432);
  return createKnex({
    client: 'pg',
    connection: async () => ({
      host,
      port,
      database: DATABASE_NAME,
      user: DATABASE_USER,
      password: DATABASE_PASSWORD,
      // The certificate of RDS is signed by an authority that Node does not know.
      ssl: (await offersTls(host, port, CONNECT_MS)) && { rejectUnauthorized: false },
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: statementMs,
    }),
    pool: { min: 0, max: connections },
    acquireConnectionTimeout: CONNECT_MS,
    log: {
      error: (message: unknown) => say('error', String(message)),
      warn: (message: unknown) => say('info', String(message)),
    },
  });
}
