import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { superuser, type RunningServer } from './master-user';

/** Values of a parameter group that its user has set, by name. */
export interface ParameterValues {
  readonly [name: string]: string;
}

/**
 * What RDS has where nobody says otherwise, and Postgres has not.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 */
const RDS_DEFAULTS: ParameterValues = { timezone: 'UTC' };

const RELOAD_TRIES = 250;

/** Libraries of RDS that come with Postgres. The others, such as pgaudit and pg_cron, are not there. */
const LIBRARIES = /^(?:auto_explain|passwordcheck|pg_prewarm|pg_stat_statements)$/;
/** RDS loads it wherever the group does not say otherwise. */
const PRELOADED = 'pg_stat_statements';

/** The libraries that a server is started with: those of the group that are there. */
export function preloadedLibraries({ shared_preload_libraries = PRELOADED }: ParameterValues): string {
  return shared_preload_libraries
    .split(',')
    .map((name) => name.trim())
    .filter((name) => LIBRARIES.test(name))
    .join(',');
}

/** What belongs to this machine, and what a server could not start with here. */
const OURS =
  /^(?:listen_addresses|port|unix_socket_.*|ssl(?:_.*)?|shared_buffers|huge_pages|logging_collector|shared_preload_libraries|log_(?:destination|directory|filename))$/;

/**
 * Gives a server the values of its group, so far as it has them: Postgres itself says what it knows. Dynamic ones count
 * at once, static ones at its next start, as RDS has it with a reboot. What RDS computes of a class's memory
 * (`{DBInstanceClassMemory/…}`) stays as Postgres has it.
 */
export async function settleParameters(
  server: RunningServer,
  { forceTls, parameters }: { readonly forceTls: boolean; readonly parameters: ParameterValues },
): Promise<void> {
  const client = await superuser(server);
  try {
    await client.query('alter system reset all');
    const wanted = { ...RDS_DEFAULTS, ...parameters, 'rds.force_ssl': forceTls ? '1' : '0' };
    for (const [name, value] of Object.entries(wanted)) {
      if (OURS.test(name) || /[{}]/.test(value) || !isName(name)) continue;
      const parts = name.split('.').map((part) => client.escapeIdentifier(part));
      const set = `alter system set ${parts.join('.')} = ${client.escapeLiteral(value)}`;
      // A name or a value that this server does not know is RDS's own.
      await client.query(set).catch(() => undefined);
    }
    await reload(client);
  } finally {
    await client.end();
  }
}

/** Returns when whoever connects from now on has the new values: the server reads them before it tells its sessions. */
async function reload(client: Pick<Client, 'query'>): Promise<void> {
  const loaded = async () =>
    String((await client.query<{ at: string }>('select pg_conf_load_time()::text as at')).rows[0]?.at);
  const before = await loaded();
  await client.query('select pg_reload_conf()');
  for (let tries = 0; tries < RELOAD_TRIES && (await loaded()) === before; tries++) await sleep(20);
}

function isName(name: string): boolean {
  return /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?$/i.test(name);
}
