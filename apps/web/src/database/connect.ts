import type { Knex } from 'knex';
import { inWords, type Server } from './connect-error';
import type { DatabasePassword } from './database-password';

/** `invalid_password`, `invalid_authorization_specification`: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const REFUSED = ['28P01', '28000'];
/** Has that code too, and is not about a password. */
const NOT_LET_IN = /pg_hba\.conf/;

interface RawConnections {
  /** How Knex's client for Postgres opens one connection for its pool. */
  acquireRawConnection(): Promise<unknown>;
}

/**
 * Makes a pool outlive a rotation of its password: a new connection that Postgres refuses is opened once more if there
 * is a newer one. Open connections go on, as Postgres asks for a password only at the start.
 *
 * Knex's own way, an `expirationChecker`, is asked before a connection is tried, and throws away every connection of
 * the pool when it says yes; it cannot know of a refusal. So this wraps the one method that opens connections.
 */
export function connectWithCurrentPassword(
  { client }: Pick<Knex, 'client'>,
  password: Pick<DatabasePassword, 'current' | 'renew'>,
  server: Server,
): void {
  const connections = client as RawConnections;
  const open = connections.acquireRawConnection.bind(client);
  connections.acquireRawConnection = async () => {
    const tried = password.current;
    try {
      return await open().catch(async (error: unknown) => {
        if (isRefusal(error) && (await password.renew(tried))) return open();
        throw error;
      });
    } catch (error) {
      throw inWords(error, server);
    }
  };
}

function isRefusal(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return REFUSED.includes(code ?? '') && !NOT_LET_IN.test(message ?? '');
}
