import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsTarget } from '@slipway/tool-aws';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { isReachable, libpqVariables, readDatabase, type DatabaseAccess } from './database';
import type { OpenEnvironment } from '@slipway/tool-aws';
import { runAtTerminal, type Program } from './plugin';
import { openTunnel } from './tunnel';

const LOOPBACK = '127.0.0.1';

/** What runs psql. Nothing that is secret is among its words. */
export function psqlProgram(
  access: DatabaseAccess,
  host: string,
  port: number,
  words: readonly string[],
): Program {
  return { argv: ['psql', ...words], env: libpqVariables(access, host, port) };
}

/**
 * Opens psql on the environment's database, through a tunnel where it is not reachable.
 *
 * @returns the exit code of psql
 * @throws Failure `toolMissing` when psql is not installed
 */
export async function psql(
  open: OpenEnvironment & { readonly target: AwsTarget },
  words: readonly string[],
  note: (text: string) => void,
): Promise<number> {
  const access = await readDatabase(open);
  const code = (await isReachable(access.host, access.port))
    ? await runAtTerminal(psqlProgram(access, access.host, access.port, words))
    : await throughTunnel(open, access, note, (port) =>
        runAtTerminal(psqlProgram(access, LOOPBACK, port, words)),
      );
  if (code !== undefined) return code;
  throw new Failure(
    'toolMissing',
    'psql is not installed. macOS: brew install libpq; Debian, Ubuntu: sudo apt-get install postgresql-client; Windows: https://www.postgresql.org/download/\nOr open a tunnel for another client: ' +
      npxSlipway('db', 'tunnel', open.environment.name),
  );
}

async function throughTunnel<T>(
  open: OpenEnvironment & { readonly target: AwsTarget },
  { host, port }: DatabaseAccess,
  note: (text: string) => void,
  work: (localPort: number) => Promise<T>,
): Promise<T> {
  const localPort = await freePort();
  const {
    argv: [file = '', ...args],
    env,
  } = await openTunnel(open, { host, port, localPort });
  note('Opening a tunnel through a task…');
  const tunnel = spawn(file, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  try {
    await untilReachable(localPort);
    return await work(localPort);
  } finally {
    tunnel.kill();
  }
}

const PATIENCE_MS = 15_000;

async function untilReachable(port: number): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(200)) {
    if (await isReachable(LOOPBACK, port)) return;
  }
  throw new Failure('failed', 'The tunnel did not open within 15 seconds. Nothing was changed; try again.');
}

/** A port that nobody listens on. Somebody may take it in between, which the tunnel then says. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
