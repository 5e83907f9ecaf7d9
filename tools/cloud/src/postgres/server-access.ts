import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerCertificate } from './certificate-authority';
import type { PostgresUser } from './postgres-home';

/**
 * Says who may come in: nobody is trusted, whoever connects knows a password, and with `rds.force_ssl` whoever does not
 * speak TLS is refused in the words that RDS uses.
 * https://www.postgresql.org/docs/17/auth-pg-hba-conf.html
 *
 * @returns whether that is new to the server, which then has to be told to read it again
 */
export function writeAccess(data: string, forceTls: boolean): boolean {
  const file = join(data, 'pg_hba.conf');
  const wanted = `${forceTls ? 'hostssl' : 'host'} all all 127.0.0.1/32 scram-sha-256\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return false;
  writeFileSync(file, wanted);
  return true;
}

/** Puts a certificate and its key where a server with `ssl` looks for them. Nobody else may read the key. */
export function writeCertificate(
  data: string,
  { certificate, key }: ServerCertificate,
  user?: PostgresUser,
): void {
  for (const [name, content] of [
    ['server.crt', certificate],
    ['server.key', key],
  ] as const) {
    const file = join(data, name);
    // A mode counts only for a file that is new.
    rmSync(file, { force: true });
    writeFileSync(file, content, { mode: 0o600 });
    if (user) chownSync(file, user.uid, user.gid);
  }
}
