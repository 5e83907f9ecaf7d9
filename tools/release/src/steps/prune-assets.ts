import type { ReleaseRun } from '../engine/release-run';
import { manifestKey, MANIFESTS, readManifest } from '../assets/asset-manifest';
import { FILES } from '../assets/asset-object';
import { AssetsError } from '../assets/assets-error';
import { assetsToPrune, type StoredAssets } from '../assets/assets-to-prune';
import type { ListedObject } from '../ports/asset-store';
import { KEEP_RELEASES } from '../record/keep-releases';
import { digestsOf } from '../record/release-images';

/** Removes assets that nobody needs any more. A release does not fail by it: what stays, the next one removes. */
export async function pruneAssets(run: ReleaseRun): Promise<void> {
  if (!run.record.assets) return;
  try {
    await prune(run);
  } catch (error) {
    const text = `Old assets were not removed: ${(error as Error).message} The next release tries again.`;
    run.place.tell({ type: 'note', text });
  }
}

async function prune(run: ReleaseRun): Promise<void> {
  const { assets: store, ledger } = run.place;
  const [manifests, files, live] = await Promise.all([
    store.list(MANIFESTS),
    store.list(FILES),
    ledger.newestLive(KEEP_RELEASES),
  ]);
  const ours = digestsOf(run.record.images).map(manifestKey);
  const own = manifests.find(({ key }) => ours.includes(key));
  if (!own) throw new AssetsError('The manifest of this release is gone.');
  // This release has just written its manifest, so the newest object tells what time it is by the clock of S3.
  const now = manifests.reduce((newest, { writtenAt }) => Math.max(newest, writtenAt), own.writtenAt);
  const keep = new Set([run.record, ...live].flatMap(({ images }) => digestsOf(images)));
  const prunable = assetsToPrune({ manifests: await read(run, manifests), files }, keep, now);
  if (prunable.files.length + prunable.manifests.length === 0) return;
  // A run that slept may have been taken for dead, and what it saw is not what is there now.
  await run.prove();
  await store.remove(prunable.files);
  await store.remove(prunable.manifests.map(manifestKey));
}

async function read(run: ReleaseRun, listed: readonly ListedObject[]): Promise<StoredAssets['manifests']> {
  const { assets: store } = run.place;
  return Promise.all(
    listed.map(async ({ key, writtenAt }) => {
      const manifest = await readManifest(store, key);
      // What it names is not known, so nothing is known to be named by none.
      if (!manifest) throw new AssetsError(`${key} cannot be read; perhaps a newer Slipway wrote it.`);
      return { digest: manifest.digest, keys: Object.keys(manifest.files), writtenAt };
    }),
  );
}
