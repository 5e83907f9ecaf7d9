import type { Knex } from 'knex';

interface Session {
  readonly pid: number;
  readonly application_name: string;
  readonly client_addr: string | null;
  readonly state: string | null;
  readonly seconds: number;
}

/** Without the statement, whose text may hold what belongs in no log. */
const FIELDS = 'a.pid, a.application_name, host(a.client_addr) as client_addr, a.state';

/** Says whose session holds an advisory lock and since when it is connected. */
export async function lockHolder(
  database: Knex,
  lock: string,
  connection: unknown,
): Promise<string | undefined> {
  // A lock of one bigint is kept as its two halves: https://www.postgresql.org/docs/17/view-pg-locks.html
  return firstSession(
    database.raw(
      `select ${FIELDS}, extract(epoch from now() - a.backend_start)::int as seconds
       from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.classid = (?::bigint >> 32)::oid
         and l.objid = (?::bigint & 4294967295)::oid and a.datname = current_database()`,
      [lock, lock],
    ),
    connection,
    'connected',
  );
}

/** Says whose transaction has been open longest here: most likely whoever holds what a migration waits for. */
export async function oldestTransaction(database: Knex, connection: unknown): Promise<string | undefined> {
  return firstSession(
    database.raw(
      `select ${FIELDS}, extract(epoch from now() - a.xact_start)::int as seconds
       from pg_stat_activity a
       where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
         and a.xact_start is not null
       order by a.xact_start limit 1`,
    ),
    connection,
    'in a transaction',
  );
}

async function firstSession(
  query: Knex.Raw<{ rows: Session[] }>,
  connection: unknown,
  since: string,
): Promise<string | undefined> {
  const { rows } = await query.connection(connection);
  const [session] = rows;
  if (!session) return undefined;
  const { pid, application_name, client_addr, state, seconds } = session;
  const from = [application_name, client_addr].filter(Boolean).join(' from ');
  return `pid ${pid}${from && ` (${from})`}, ${state ?? 'of another user'}, ${since} for ${seconds} s`;
}
