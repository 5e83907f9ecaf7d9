import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { companion, ENDS_WITH } from '../companion';
import { announce, readAnnouncement, type Announcement } from '../announcement';
import { Callers } from '../gateway/callers';
import { Gateway } from '../gateway/gateway';
import { InternalRoutes } from '../gateway/internal-routes';
import { RegistryAccounts } from '../gateway/registry-account';
import { RequestChecks } from '../gateway/request-checks';
import { PORT_TAKEN, type GatewayRun } from '../gateway-program';
import { cloudFiles } from '../options';
import { PointStore } from '../points/point-store';
import { versions } from '../points/versions';
import { GroupKeeper } from '../processes/group-keeper';
import { STOP_MS } from '../supervisor';
import { startMoto } from './start-moto';

const ORPHAN_CHECK_MS = 3_000;
/** Of what a stop is given, so that the cloud ends by itself. */
const SAVE_MS = 8_000;
const SERVICES_STOP_MS = STOP_MS - SAVE_MS - 1_500;
const POINT_EVERY_MS = 60_000;
/** Longer calls than that are not waited for; the next minute tries again. */
const QUIET_MS = 3_000;

/** Runs the embedded cloud until it is told to end. */
export async function main(workspace: string, args: readonly string[]): Promise<void> {
  const run = gatewayRun(workspace, args);
  const files = cloudFiles(run);
  const isAccompanied = companion(process.env);
  const gateway = new Gateway();
  const port = await gateway.listen(run.port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    process.exit(PORT_TAKEN);
  });

  const keeper = new GroupKeeper({ directory: files.processes, instance: run.instance });
  let stopServices = async (): Promise<void> => undefined;
  let saveLast = async (): Promise<void> => undefined;
  let ending = false;
  const end = async (why: string, code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    log(why);
    const isOurs = readAnnouncement(files.announcement)?.instance === run.instance;
    if (code === 0 && isOurs) await Promise.race([saveLast().catch(logError), sleep(SAVE_MS)]);
    gateway.close();
    await Promise.race([stopServices().catch(logError), sleep(SERVICES_STOP_MS)]);
    await Promise.race([keeper.endAll(), sleep(1_000)]);
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end('Asked to end.', 0));
  process.on('unhandledRejection', logError);

  const endpoint = `http://127.0.0.1:${port}`;
  const notes: string[] = [];
  const note = (line: string) => {
    log(line);
    notes.push(line);
  };
  const store = new PointStore({ directory: files.directory, versions: versions() });
  const newest = await store.newest(note);
  const isChecking = existsSync(files.checkedRequests);
  const program = {
    ...{ ...run, env: process.env, gateway: endpoint },
    ...(isChecking && { checkedRequests: files.checkedRequests }),
  };
  const starting = startMoto(keeper, store, program, { point: newest, told: note });
  // Loaded while moto starts, which takes longer.
  const { earlyDatabases } = await import('./early-databases');
  const databases = earlyDatabases({ workspace, directory: files.directory, keeper }, newest);
  const [{ compose }, { moto, port: motoPort, version, point }] = await Promise.all([
    import('./composition'),
    starting,
  ]);
  void moto.ended().then((how) => end(`moto has ended (${how}), and the embedded cloud with it.`, 1));
  const routes = new InternalRoutes();
  const { points, ...composition } = await compose({
    endpoint,
    motoPort,
    directory: files.directory,
    databases,
    python: run.python,
    keeper,
    routes,
    store,
    whileQuiet: (work, withinMs) => gateway.whileQuiet(work, withinMs),
    log,
  });
  if (point) await points.restore(point);
  stopServices = composition.stop;
  const motoEndpoint = `http://127.0.0.1:${motoPort}`;
  const announcement: Announcement = {
    instance: run.instance,
    pid: process.pid,
    port,
    version,
    started: `${new Date().toISOString().slice(0, 19)}Z`,
    ...(point && { restored: point.manifest.taken }),
    ...(notes.length > 0 && { notes }),
  };
  routes.add('identity', () => announcement);
  gateway.start({
    services: composition.services,
    answered: (call) => points.answered(call),
    onReset: composition.forget,
    routes,
    motoPort,
    callers: new Callers(motoEndpoint),
    registries: new RegistryAccounts(motoEndpoint),
    ...(isChecking && { checks: new RequestChecks(motoPort, log) }),
    log,
  });
  announce(files.announcement, announcement);
  await points.resume();
  saveLast = async () => {
    const taken = await points.take({ withinMs: QUIET_MS });
    if ('none' in taken && taken.none === 'busy') log('Somebody is in the middle: the last point stays.');
  };
  setInterval(() => void points.take({ withinMs: QUIET_MS }).catch(logError), POINT_EVERY_MS).unref();
  while (isAccompanied() && readAnnouncement(files.announcement)?.instance === run.instance)
    await sleep(ORPHAN_CHECK_MS);
  const why = isAccompanied()
    ? 'Its folder is gone, or another one runs there.'
    : `The process that ${ENDS_WITH} names has ended.`;
  await end(why, 0);
}

/** @throws TypeError for a command line that is not {@link gatewayProgram}'s, which is a defect */
function gatewayRun(workspace: string, args: readonly string[]): GatewayRun {
  const text = { type: 'string' } as const;
  const options = { instance: text, port: text, directory: text, python: text };
  const { instance, port, directory, python } = parseArgs({ args: [...args], options }).values;
  if (!instance || !port || !directory || !python) throw new TypeError('cloud.mjs lacks an option');
  return { workspace, instance, port: Number(port), directory, python };
}

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function logError(error: unknown): void {
  log((error instanceof Error && error.stack) || String(error));
}
