import { killCloud, resetCloud, type Cloud } from '../cloud';
import type { CloudOptions } from '../options';
import { startCloud } from '../start-cloud';
import { lastPoint } from './keep';

/** Makes the running cloud what it was at its last point. Where it has none it is emptied. */
export async function rewindCloud(options: CloudOptions): Promise<Cloud> {
  if (lastPoint(options) === undefined) {
    await resetCloud(options);
  } else {
    await killCloud(options);
  }
  return startCloud(options);
}
