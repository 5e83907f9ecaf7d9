import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { announce, readAnnouncement, type Announcement } from '../announcement';
import { Callers } from '../gateway/callers';
import { Gateway } from '../gateway/gateway';
import { InternalRoutes } from '../gateway/internal-routes';
import { RegistryAccounts } from '../gateway/registry-account';
import { PORT_TAKEN, type GatewayRun } from '../gateway-program';
import { cloudFiles } from '../options';
import { GroupKeeper } from '../processes/group-keeper';
import { STOP_MS } from '../supervisor';
import { MotoProcess } from './moto-process';

const ORPHAN_CHECK_MS = 3_000;
/** Of what a stop is given, so that the cloud ends by itself. */
const SERVICES_STOP_MS = STOP_MS - 1_500;

/** Runs the embedded cloud until it is told to end. */
export async function main(root: string, args: readonly string[]): Promise<void> {
  const run = gatewayRun(root, args);
  const files = cloudFiles(run);
  const gateway = new Gateway();
  const port = await gateway.listen(run.port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    process.exit(PORT_TAKEN);
  });

  const keeper = new GroupKeeper({ directory: files.processes, instance: run.instance });
  let stopServices = async (): Promise<void> => undefined;
  let ending = false;
  const end = async (why: string, code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    log(why);
    gateway.close();
    await Promise.race([stopServices().catch(logError), sleep(SERVICES_STOP_MS)]);
    await Promise.race([keeper.endAll(), sleep(1_000)]);
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end('Asked to end.', 0));
  process.on('unhandledRejection', logError);

  const endpoint = `http://127.0.0.1:${port}`;
  const { bytecode } = files;
  const moto = new MotoProcess(keeper, { ...run, env: process.env, bytecode, gateway: endpoint });
  void moto.ended().then((how) => end(`moto has ended (${how}), and the embedded cloud with it.`, 1));
  // Loaded while moto starts, which takes longer.
  const [{ compose }, { port: motoPort, version }] = await Promise.all([
    import('./composition'),
    moto.ready(),
  ]);
  const routes = new InternalRoutes();
  const motoEndpoint = `http://127.0.0.1:${motoPort}`;
  const composition = await compose({
    root,
    endpoint,
    motoEndpoint,
    directory: files.directory,
    python: run.python,
    keeper,
    routes,
    log,
  });
  stopServices = composition.stop;
  const announcement: Announcement = {
    instance: run.instance,
    pid: process.pid,
    port,
    version,
    started: `${new Date().toISOString().slice(0, 19)}Z`,
  };
  routes.add('identity', () => announcement);
  gateway.start({
    services: composition.services,
    onReset: composition.forget,
    routes,
    motoPort,
    callers: new Callers(motoEndpoint),
    registries: new RegistryAccounts(motoEndpoint),
    log,
  });
  announce(files.announcement, announcement);
  while (readAnnouncement(files.announcement)?.instance === run.instance) await sleep(ORPHAN_CHECK_MS);
  await end('Its folder is gone, or another one runs there.', 0);
}

/** @throws TypeError for a command line that is not {@link gatewayProgram}'s, which is a defect */
function gatewayRun(root: string, args: readonly string[]): GatewayRun {
  const text = { type: 'string' } as const;
  const options = { instance: text, port: text, directory: text, python: text };
  const { instance, port, directory, python } = parseArgs({ args: [...args], options }).values;
  if (!instance || !port || !directory || !python) throw new TypeError('cloud.mjs lacks an option');
  return { root, instance, port: Number(port), directory, python };
}

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

function logError(error: unknown): void {
  log((error instanceof Error && error.stack) || String(error));
}
