import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { readAnnouncement, type Announcement } from './announcement';
import { instanceAt, isInstance } from './identity';
import { cloudFiles, type CloudOptions } from './options';
import { endLeftBehind } from './processes/left-behind';
import { signalGroup, terminate } from './supervisor';

/** An embedded cloud that answers. */
export interface Cloud extends Announcement {
  /** The one address of all its services, such as `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** File with a line for every call. */
  readonly log: string;
}

/** The cloud that runs now. `undefined` when none does, or what runs does not answer. */
export async function cloudStatus(options: CloudOptions): Promise<Cloud | undefined> {
  const announced = readAnnouncement(cloudFiles(options).announcement);
  if (!announced || (await instanceAt(announced.port)) !== announced.instance) return undefined;
  return {
    ...announced,
    endpoint: `http://127.0.0.1:${announced.port}`,
    log: join(cloudFiles(options).logs, `${announced.instance}.log`),
  };
}

/**
 * Ends the cloud. What lives in it is kept, Terraform's state included: the next start has it again.
 *
 * @returns whether one was running
 */
export async function stopCloud(options: CloudOptions): Promise<boolean> {
  const running = await cloudStatus(options);
  await sweep(options);
  return running !== undefined;
}

/** Ends the cloud as a crash would: what has changed since its last point is lost. */
export async function killCloud(options: CloudOptions): Promise<void> {
  const cloud = await cloudStatus(options);
  if (cloud) signalGroup(cloud.pid, 'SIGKILL');
  await sweep(options);
}

/**
 * Empties the running cloud without a new start: all accounts, all regions. Credentials made before end too.
 *
 * @throws Failure `cloud` when none is running
 */
export async function resetCloud(options: CloudOptions): Promise<void> {
  const cloud = await cloudStatus(options);
  if (!cloud) throw new Failure('cloud', 'The embedded cloud is not running, so there is nothing to reset.');
  const { ok, status } = await fetch(`${cloud.endpoint}/moto-api/reset`, { method: 'POST' });
  if (!ok)
    throw new Failure('cloud', `The embedded cloud did not reset (HTTP ${status}). Its log: ${cloud.log}`);
}

/** A site that the embedded cloud serves: who opens the address gets what visitors of those host names would. */
export interface Site {
  readonly hosts: readonly string[];
  readonly url: string;
}

/** The sites of a running cloud. Empty while nothing is deployed in it. */
export async function sites({ endpoint }: Pick<Cloud, 'endpoint'>): Promise<readonly Site[]> {
  const response = await fetch(`${endpoint}/_slipway/sites`);
  return response.ok ? ((await response.json()) as Site[]) : [];
}

/**
 * Ends what was announced, if it is ours, and forgets it; then whatever it has left behind. Somebody else may hold its
 * port or its process ids by now.
 */
export async function sweep(options: CloudOptions): Promise<void> {
  const files = cloudFiles(options);
  const announced = readAnnouncement(files.announcement);
  if (announced) await end(announced, files.announcement);
  await endLeftBehind(files.processes);
}

async function end({ pid, port, instance }: Announcement, file: string): Promise<void> {
  const isGone = async () => (await instanceAt(port, 1)) !== instance && !(await isInstance(pid, instance));
  if (!(await isGone())) await terminate(pid, isGone);
  // By now it may be the announcement of a new one.
  if (readAnnouncement(file)?.instance === instance) rmSync(file, { force: true });
}
