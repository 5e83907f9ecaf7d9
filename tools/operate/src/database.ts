import { connect } from 'node:net';
import { physicalName } from '@slipway/core';
import type { OpenEnvironment } from '@slipway/tool-aws';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { notDeployed } from './names';
import { notDeployedWords } from './not-deployed';

/** How to reach an environment's Postgres. */
export interface DatabaseAccess {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Reads the address from RDS, and user and password from the secret that RDS keeps for itself.
 *
 * @throws Failure `usage` when the environment has no database, `refused` when it is not there yet
 */
export async function readDatabase(open: OpenEnvironment): Promise<DatabaseAccess> {
  const { environment, clients } = open;
  if (!environment.database) {
    const way =
      notDeployedWords(open, 'database') ||
      `Add database to environments/${environment.name}/environment.ts, then: ${npxSlipway('deploy', environment.name)}`;
    throw new Failure('usage', `"${environment.name}" has no database. ${way}`);
  }
  const [rds, secrets] = await Promise.all([clients.rds(), clients.secrets()]);
  const identifier = physicalName('db-instance', environment, 'database');
  const { DBInstances = [] } = await rds
    .describeDBInstances({ DBInstanceIdentifier: identifier })
    .catch((error: unknown) => {
      if (/^DBInstanceNotFound/.test((error as Error).name)) throw notDeployed(environment);
      throw error;
    });
  const { Endpoint, DBName = 'postgres', MasterUserSecret } = DBInstances[0] ?? {};
  if (!Endpoint?.Address || !MasterUserSecret?.SecretArn) {
    throw new Failure(
      'refused',
      `The database of "${environment.name}" is still being created. Try again in a few minutes.`,
    );
  }
  const { SecretString = '{}' } = await secrets.getSecretValue({ SecretId: MasterUserSecret.SecretArn });
  const { username = '', password = '' } = JSON.parse(SecretString) as {
    readonly username?: string;
    readonly password?: string;
  };
  return {
    host: Endpoint.Address,
    port: Endpoint.Port ?? 5432,
    database: DBName,
    user: username,
    password,
  };
}

/** For people to copy: without the password, and with the address that is reached from here. */
export function connectionUrl({ user, database }: DatabaseAccess, host: string, port: number): string {
  return `postgresql://${encodeURIComponent(user)}@${host}:${port}/${encodeURIComponent(database)}`;
}

/** What psql and every other client of libpq read. The password is in nobody's process list. */
export function libpqVariables(
  { user, database, password }: DatabaseAccess,
  host: string,
  port: number,
): { readonly [name: string]: string } {
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: user,
    PGPASSWORD: password,
    // RDS takes nothing but TLS; over loopback, which a tunnel ends at, there may be a server without.
    PGSSLMODE: host === '127.0.0.1' || host === 'localhost' ? 'prefer' : 'require',
  };
}

const PATIENCE_MS = 1000;

/** Whether this machine can connect by itself: from inside of the VPC, or where everything is local. */
export function isReachable(host: string, port: number, patienceMs = PATIENCE_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (reachable: boolean) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(patienceMs, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
    setTimeout(() => end(false), patienceMs).unref();
  });
}
