import { Ledger, type ReleaseRecord } from '@slipway/tool-release';
import type { ShipOptions } from './options';
import { worldOf } from './world';

/** The newest releases of an environment, newest first. */
export async function releasesVerb(
  name: string,
  count: number,
  options: ShipOptions,
): Promise<readonly ReleaseRecord[]> {
  const { store } = await worldOf(options).open(name, options);
  return new Ledger(name, store).list(count);
}

/** One release, whole. @throws Failure when there is no such release */
export async function showReleaseVerb(
  name: string,
  version: number,
  options: ShipOptions,
): Promise<ReleaseRecord> {
  const { store } = await worldOf(options).open(name, options);
  return new Ledger(name, store).read(version);
}
