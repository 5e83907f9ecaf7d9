import { cloudStatus, type Cloud } from '../cloud';
import { cloudFiles, type CloudOptions } from '../options';
import { PointStore } from './point-store';
import type { Taken } from './points';
import { versions } from './versions';

/**
 * Has the running cloud take a point, so that even a crash keeps what there is now.
 *
 * @returns `undefined` when none is running
 * @throws Error when the point could not be taken; the one before it stays
 */
export async function takePoint(options: CloudOptions): Promise<Taken | undefined> {
  const cloud = await cloudStatus(options);
  return cloud && (await ask<Taken>(cloud, 'points/take', {}));
}

/** When the newest point was taken, ISO 8601. `undefined` when there is none. */
export function lastPoint(options: CloudOptions): string | undefined {
  const { directory } = cloudFiles(options);
  return new PointStore({ directory, versions: versions() }).last()?.taken;
}

/** Names of the environments that live in a cloud. */
export function occupants(cloud: Pick<Cloud, 'endpoint'>): Promise<readonly string[]> {
  return ask(cloud, 'occupants');
}

/** Notes that an environment lives in a cloud, or no longer. @returns all that do */
export function occupy(cloud: Pick<Cloud, 'endpoint'>, name: string): Promise<readonly string[]> {
  return ask(cloud, 'occupants/add', { name });
}

export function leave(cloud: Pick<Cloud, 'endpoint'>, name: string): Promise<readonly string[]> {
  return ask(cloud, 'occupants/remove', { name });
}

async function ask<T>({ endpoint }: Pick<Cloud, 'endpoint'>, route: string, body?: object): Promise<T> {
  const response = await fetch(`${endpoint}/_slipway/${route}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
