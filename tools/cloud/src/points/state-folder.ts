import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '@slipway/tool-terminal';
import { ImageStore } from '../images/image-store';
import type { Databases } from '../postgres/databases';
import { seal } from './point-store';
import type { Points } from './points';
import { versions } from './versions';

/** Beside a point's files a saved state has the databases here, and images as an {@link ImageStore} keeps them. */
export const databasesIn = (directory: string): string => join(directory, 'databases');

export interface StateParts {
  readonly points: Pick<Points, 'write'>;
  readonly databases: Pick<Databases, 'copyTo'>;
  readonly images: Pick<ImageStore, 'share'>;
}

/** Calls that are being answered may take their time: somebody waits for this. */
const WITHIN_MS = 30_000;

/**
 * Writes all of the cloud, databases and images with it, to a folder that nobody needs anything else for. It is there
 * whole or not at all.
 *
 * @throws Failure `cloud` when somebody is in the middle of something
 */
export async function writeState(
  { points, databases, images }: StateParts,
  directory: string,
): Promise<void> {
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    const written = await points.write(draft, { withinMs: WITHIN_MS }, () =>
      databases.copyTo(databasesIn(draft)),
    );
    if (!written) {
      throw new Failure(
        'cloud',
        'Nothing was saved: a deploy or a call is under way. Wait until it has ended, then save again.',
      );
    }
    await images.share(written.about.images, new ImageStore(draft));
    await seal(draft, { ...written.about, ...versions() });
    mkdirSync(dirname(directory), { recursive: true });
    if (existsSync(directory))
      throw new Failure('usage', `${directory} is there already. Nothing was saved.`);
    renameSync(draft, directory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
