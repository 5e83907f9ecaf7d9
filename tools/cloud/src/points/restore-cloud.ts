import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { stopCloud, type Cloud } from '../cloud';
import { ImageStore } from '../images/image-store';
import { cloudFiles, type CloudOptions } from '../options';
import { postgresHome } from '../postgres/postgres-home';
import { startCloud } from '../start-cloud';
import { copyTree } from './copy-tree';
import { MANIFEST, readPoint, type Manifest } from './manifest';
import { pointsDirectory } from './point-store';
import { Replaced } from './replaced';
import { databasesIn } from './state-folder';
import { versions } from './versions';

/**
 * Ends what runs, makes the cloud what a saved state says, and starts it. Where that does not work, everything of before
 * is put back. The folder may be of any cloud and anywhere; the directory of this one may be new.
 *
 * @param from a folder that `saveCloud` has written
 * @throws Failure `usage` for a folder that is no such state or does not fit; `cloud` when the cloud does not come up
 */
export async function restoreCloud(options: CloudOptions, from: string): Promise<Cloud> {
  const reading = await readPoint(from, versions().moto);
  if ('misfit' in reading) {
    throw new Failure('usage', `${from} cannot be restored: ${reading.misfit}. Nothing was changed.`);
  }
  const { manifest } = reading.point;
  const { directory } = cloudFiles(options);
  mkdirSync(directory, { recursive: true });
  await stopCloud(options);
  const replaced = new Replaced(directory);
  try {
    replaced.setAside();
    await putInPlace(from, manifest, directory);
    const cloud = await startCloud(options);
    if (cloud.restored !== manifest.taken) throw new Error((cloud.notes ?? []).join('\n'));
    replaced.forget();
    return cloud;
  } catch (error) {
    await stopCloud(options);
    replaced.putBack();
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure('cloud', `${from} could not be restored. The state from before is back.\n${why}`);
  }
}

async function putInPlace(from: string, { files, images }: Manifest, directory: string): Promise<void> {
  const point = join(pointsDirectory(directory), 'restored');
  mkdirSync(point, { recursive: true, mode: 0o700 });
  for (const name of [...Object.keys(files), MANIFEST]) await copyTree(join(from, name), join(point, name));
  await new ImageStore(from).share(images, new ImageStore(directory));
  if (!existsSync(databasesIn(from))) return;
  const { servers, user: owner } = postgresHome(directory);
  mkdirSync(servers, { recursive: true, mode: 0o755 });
  await copyTree(databasesIn(from), servers, { owner });
}
