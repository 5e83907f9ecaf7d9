import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@slipway/tool-terminal';
import { withFileLock } from '@slipway/tool-python';
import { readAnnouncement } from './announcement';
import { companion } from './companion';
import { cloudStatus, sweep, type Cloud } from './cloud';
import { gatewayProgram, PORT_TAKEN } from './gateway-program';
import { logFile } from './logs';
import { motoInterpreter } from './moto';
import { cloudFiles, type CloudOptions } from './options';
import { takeBackRestore } from './points/replaced';
import { portFrom, portTaken } from './port';
import { launch, terminate } from './supervisor';

/** The first start ever compiles some 2000 Python files. */
const START_MS = 120_000;

/**
 * The running cloud, or a new one with what the last one had. It goes on running when this process ends, unless
 * `SLIPWAY_CLOUD_ENDS_WITH` names it. The port is the one that
 * `SLIPWAY_CLOUD_PORT` names, else that of the last run, else one that the system chooses.
 *
 * @throws Failure `toolMissing` without Python; `cloud` when the port is taken or the cloud does not come up
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { workspace, env = process.env, note = () => undefined } = options;
  const wanted = portFrom(env);
  // Said here, not in the log of a cloud that does not start.
  companion(env);
  const running = await cloudStatus(options);
  if (running) return onPort(running, wanted);

  const python = await motoInterpreter({ workspace, env, note });
  return withFileLock({ executable: python }, cloudFiles(options).lock, async () => {
    const started = await cloudStatus(options);
    if (started) return onPort(started, wanted);
    await sweep(options);
    takeBackRestore(cloudFiles(options).directory);
    const ports = wanted === undefined ? [lastPort(options), 0] : [wanted];
    for (const port of ports) {
      const cloud = await launchCloud(options, python, port);
      if (cloud) return cloud;
    }
    throw await portTaken(wanted ?? 0);
  });
}

function onPort(cloud: Cloud, wanted: number | undefined): Cloud {
  if (wanted === undefined || wanted === cloud.port) return cloud;
  throw new Failure(
    'cloud',
    [
      `The embedded cloud is running on port ${cloud.port}, and SLIPWAY_CLOUD_PORT asks for ${wanted}.`,
      'Stop it first (what lives in it is kept), or unset SLIPWAY_CLOUD_PORT.',
    ].join('\n'),
  );
}

/** @returns `undefined` when the port is taken */
async function launchCloud(options: CloudOptions, python: string, port: number): Promise<Cloud | undefined> {
  const { workspace, env = process.env, note = () => undefined } = options;
  const files = cloudFiles(options);
  mkdirSync(files.directory, { recursive: true });
  const instance = newInstance();
  const log = logFile(files.logs, instance);
  note('Starting the embedded cloud ...');
  const { directory } = files;
  const child = launch({ ...gatewayProgram({ workspace, env, python, directory, instance, port }), log });
  let failed: number | Error | undefined;
  child.once('error', (error) => (failed = error));
  child.once('exit', (code) => (failed ??= code ?? 1));
  for (
    const deadline = Date.now() + START_MS;
    Date.now() < deadline && failed === undefined;
    await sleep(50)
  ) {
    if (readAnnouncement(files.announcement)?.instance !== instance) continue;
    writeFileSync(files.port, String(readAnnouncement(files.announcement)?.port));
    const cloud = await cloudStatus(options);
    if (!cloud) continue;
    for (const line of cloud.notes ?? []) note(line);
    return cloud;
  }
  if (failed === PORT_TAKEN) return undefined;
  if (child.pid) await terminate(child.pid, async () => failed !== undefined);
  throw new Failure(
    'cloud',
    ['The embedded cloud did not start.', ...lastLines(log), `Its log: ${log}`].join('\n'),
  );
}

/** Sorts by time. */
function newInstance(): string {
  const now = new Date().toISOString().replaceAll(/[-:]|\..*$/g, '');
  return `${now}-${randomBytes(4).toString('hex')}`;
}

function lastPort(options: CloudOptions): number {
  const { port } = cloudFiles(options);
  return existsSync(port) ? Number(readFileSync(port, 'utf8')) || 0 : 0;
}

function lastLines(log: string): string[] {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5) : [];
  return lines.filter(Boolean).map((line) => `  ${line}`);
}
