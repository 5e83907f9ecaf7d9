import { createRequire } from 'node:module';
import { closeDatabase } from './database/close-database';
import { log, reason } from './log';
import type * as OnStart from './migrations/run/migrate-on-start';
import { releaseOf } from './release';
import { accessLog } from './server/access-log';
import { Drain } from './server/drain';
import { logConsole } from './server/json-console';
import { onRequest } from './server/requests';
import { roomyHeaders } from './server/roomy-headers';

/** Longer than the load balancer keeps an idle connection (60 s), so that it is never the app that closes first. */
const KEEP_ALIVE_MS = 65_000;
/** ECS kills 2 s after SIGTERM. */
const GRACE_MS = 1_300;
const CLOSE_MS = 200;

/** For what lies beside this file in the built folder. What is not asked for costs no memory and no time. */
const load = createRequire(__filename);

/** What `node server.js` runs: what Next leaves to whoever deploys it, around the server that Next has built. */
async function serve(): Promise<void> {
  const { env } = process;
  logConsole(log);
  if (env.MIGRATE === 'on-start') {
    await (load('./migrate-on-start.js') as typeof OnStart).migrateOnStart(env);
  }

  const drain = new Drain();
  const toLog = accessLog(log);
  onRequest((request) => {
    drain.begin(request);
    toLog(request);
  });
  process.once('SIGTERM', () => void stop(drain));

  roomyHeaders();
  env.NEXT_MANUAL_SIG_HANDLE = 'true';
  env.KEEP_ALIVE_TIMEOUT ??= String(KEEP_ALIVE_MS);
  const { version, commit } = releaseOf(env);
  log('info', 'starting', { release: version, commit });
  load('./apps/web/server.js');
}

async function stop(drain: Drain): Promise<void> {
  // Asked twice is asked once.
  process.on('SIGTERM', () => undefined);
  log('info', 'stopping');
  const answered = await drain.end(GRACE_MS);
  await closeDatabase(CLOSE_MS);
  log('info', 'stopped', { answered });
  process.exit(0);
}

serve().catch((error: unknown) => {
  log('error', 'cannot start', { reason: reason(error) });
  process.exit(1);
});
