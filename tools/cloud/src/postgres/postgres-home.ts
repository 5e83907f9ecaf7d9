import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { endLeftover } from './leftover';

/** Somebody else than root, whom Postgres refuses to run for. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where a cloud's Postgres servers keep their programs and their data, and who runs them. */
export interface PostgresHome {
  readonly binaries: string;
  /** A folder a server. */
  readonly servers: string;
  /** @default the cloud's own user */
  readonly user?: PostgresUser;
}

/** For clouds of root that lie where nobody but root gets to, as everything below /root does. */
export const SHARED_HOMES = '/var/lib/slipway';
const OWNER = 'owner';

/**
 * Data lives in `postgres/` of the cloud's directory. Only where the cloud runs as root and its directory cannot be
 * reached by the user `nobody`, whom Postgres then runs as, does it live in `/var/lib/slipway/<hash of the directory>`,
 * with a file `owner` that names the directory: `sweepHomes` removes those whose owner is gone.
 *
 * @throws Failure `toolMissing` when we are root and the machine knows no `nobody`
 */
export function postgresHome(cloudDirectory: string, shared = SHARED_HOMES): PostgresHome {
  if (process.getuid?.() !== 0) return within(join(cloudDirectory, 'postgres'));
  const user = nobody(readFileSync('/etc/passwd', 'utf8'));
  if (isOpenToAll(cloudDirectory)) return { ...within(join(cloudDirectory, 'postgres')), user };

  const home = join(shared, createHash('sha256').update(cloudDirectory).digest('hex').slice(0, 16));
  const { servers } = within(home);
  mkdirSync(servers, { recursive: true, mode: 0o755 });
  writeFileSync(join(home, OWNER), cloudDirectory);
  return { binaries: shared, servers, user };
}

function within(home: string): PostgresHome {
  return { binaries: home, servers: join(home, 'servers') };
}

/** Removes what directories that no longer exist have left, and ends what still runs there. */
export async function sweepHomes(shared = SHARED_HOMES): Promise<void> {
  if (!existsSync(shared)) return;
  for (const name of readdirSync(shared)) {
    const owner = join(shared, name, OWNER);
    if (!existsSync(owner) || existsSync(readFileSync(owner, 'utf8'))) continue;
    const { servers } = within(join(shared, name));
    for (const server of existsSync(servers) ? readdirSync(servers) : [])
      await endLeftover(join(servers, server, 'data'));
    rmSync(join(shared, name), { recursive: true, force: true });
  }
}

/** Whether every user may pass through all folders on the way. */
export function isOpenToAll(directory: string): boolean {
  const ANYBODY_PASSES = 0o001;
  const parent = dirname(directory);
  return (statSync(directory).mode & ANYBODY_PASSES) !== 0 && (parent === directory || isOpenToAll(parent));
}

/** @throws Failure `toolMissing` */
export function nobody(passwd: string): PostgresUser {
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd) ?? [];
  if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  throw new Failure(
    'toolMissing',
    [
      'The embedded cloud runs as root, which Postgres refuses, and /etc/passwd knows no user "nobody" to run it as.',
      'Run Slipway as an ordinary user, or add that user.',
    ].join('\n'),
  );
}
