import { createServer } from 'node:http';
import { createApp } from './app';
import { openDatabase } from './database';
import { Drain } from './drain';
import { log, reason } from './log';

/** Longer than the load balancer keeps an idle connection (60 s), so that it is never the app that closes first. */
const KEEP_ALIVE_MS = 65_000;
/** ECS kills 2 s after SIGTERM. */
const GRACE_MS = 1_300;

const { env } = process;
const release = { version: env.RELEASE_VERSION ?? 'unreleased', commit: env.RELEASE_COMMIT ?? 'unknown' };
const database = openDatabase(env);
const server = createServer(
  { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 1_000 },
  createApp({ release, database, log }),
);
const drain = new Drain(server);

server.once('error', (error) => {
  log('error', 'cannot listen', { reason: reason(error) });
  process.exit(1);
});
server.listen(Number(env.PORT ?? 3000), env.HOSTNAME ?? '0.0.0.0', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  log('info', 'listening', { port, release: release.version, commit: release.commit });
});

process.once('SIGTERM', async () => {
  // Asked twice is asked once.
  process.on('SIGTERM', () => undefined);
  log('info', 'stopping');
  const answered = await drain.end(GRACE_MS);
  const closed = database?.destroy().catch((error: unknown) => {
    log('error', 'the pool did not close', { reason: reason(error) });
  });
  // A pool whose connections hang must not outlast the grace.
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 200))]);
  log('info', 'stopped', { answered });
  process.exit(0);
});
