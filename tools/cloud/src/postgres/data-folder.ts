import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { withPlainPath } from './plain-path';
import type { PostgresBinaries } from './postgres-binaries';
import type { PostgresUser } from './postgres-home';
import type { PostgresPrograms } from './postgres-programs';

/** Who owns the server itself, as on RDS. The master user is somebody else, with fewer rights. */
export const SUPERUSER = 'rdsadmin';

export interface NewData {
  /** Gets `data/` and the superuser's `password`. */
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly user?: PostgresUser;
}

/** The file with the password comes last: a data folder without it is an attempt that was cut short. */
export async function initializeData(
  programs: PostgresPrograms,
  { folder, binaries, user }: NewData,
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const data = join(folder, 'data');
  const password = randomBytes(24).toString('hex');
  const passwordFile = join(folder, 'password.new');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  if (user) for (const path of [passwordFile, data]) chownSync(path, user.uid, user.gid);
  try {
    await withPlainPath(binaries, ({ initdb }) => runInitdb(programs, initdb, data, passwordFile));
    writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** @throws Failure `cloud` with the end of its log */
async function runInitdb(
  programs: PostgresPrograms,
  initdb: string,
  data: string,
  passwordFile: string,
): Promise<void> {
  const child = programs.start(initdb, [
    ...['--pgdata', data, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    // RDS sorts as en_US.UTF-8 does. By ICU, which comes with Postgres, so that it is the same on every machine.
    ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'en-US'],
  ]);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw programs.failure('could not make its data folder');
}

/** @throws Failure `cloud` where the data are of another major version than the programs */
export function refuseOtherMajor(data: string, { version }: PostgresBinaries): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const [ours = ''] = version.split('.');
  if (found === ours) return;
  throw new Failure(
    'cloud',
    [
      `The data in ${data} is of Postgres ${found}, and this version of Slipway brings Postgres ${ours}.`,
      'Nothing was changed. To keep the data, dump it with the Slipway that made it. "npx slipway cloud reset" empties the whole cloud, this data too.',
    ].join('\n'),
  );
}
