import type { ImageLayer } from '../ports/image';
import type { ReleaseRecord } from '../record/release-record';
import type { ReleaseRun } from '../engine/release-run';
import { digestsOf } from '../record/release-images';
import { manifestKey, readManifest, writeManifest, type AssetManifest } from '../assets/asset-manifest';
import { assetHeaders, FILES } from '../assets/asset-object';
import { AssetsError } from '../assets/assets-error';
import { BoundedWork } from '../assets/bounded-work';
import { ASSETS_LABEL, type ImageAssets } from '../assets/image-assets';
import { readAssets, type AssetFile } from '../assets/read-assets';

export type KeptAssets = NonNullable<ReleaseRecord['assets']>;

const AT_ONCE = { most: 16, mostBytes: 64 * 2 ** 20 };
/** A file is in memory whole while it is uploaded, so that it can be sent again. */
const LARGEST_MB = 256;

/**
 * Puts an image's assets into the environment's bucket, if they are not there yet, and says so in its manifest there at
 * last. Ended at any point it has added files that nobody asks for, and can be done again.
 *
 * @throws AssetsError in words; Interrupted between two files after Ctrl-C
 */
export async function uploadAssets(run: ReleaseRun, digest: string, image: ImageAssets): Promise<KeptAssets> {
  const { assets: store } = run.place;
  const [listed, known] = await Promise.all([store.list(FILES), readManifest(store, manifestKey(digest))]);
  const there = new Set(listed.map(({ key }) => key));
  // Looked at one by one, so that what somebody removed by hand is brought back by the next release.
  if (known && Object.keys(known.files).every((key) => there.has(key))) {
    run.check();
    await writeManifest(store, known);
    return kept(known, 0);
  }
  const { manifest, uploaded } = await bring(run, digest, image, there);
  run.check();
  await writeManifest(store, manifest);
  return kept(manifest, uploaded);
}

async function bring(
  run: ReleaseRun,
  digest: string,
  image: ImageAssets,
  there: ReadonlySet<string>,
): Promise<{ readonly manifest: AssetManifest; readonly uploaded: number }> {
  const { assets: store, blobs, ports } = run.place;
  const bareBefore = await bareLayersOfLive(run, image);
  const known = image.layers.map((layer) => layer.digest).filter((digest) => bareBefore.has(digest));
  const bareLayers = [...known];
  const files: { [key: string]: number } = {};
  const uploads = new BoundedWork(AT_ONCE);
  let uploaded = 0;
  try {
    const assets = readAssets(image, {
      download: (layer: ImageLayer) => blobs.download(layer, ports.signal),
      bare: new Set(known),
      foundBare: (layer) => bareLayers.push(layer),
    });
    for await (const file of assets) {
      run.check();
      const headers = assetHeaders(file.path);
      files[headers.key] = file.size;
      if (there.has(headers.key)) continue;
      checkSize(file);
      await uploads.room(file.size);
      const body = await file.content();
      uploads.start(file.size, () => store.put({ ...headers, body }));
      uploaded++;
    }
  } finally {
    await uploads.rest();
  }
  uploads.check();
  if (Object.keys(files).length === 0) throw nothingThere(image);
  return { manifest: { format: 1, digest, folder: image.folder, files, bareLayers }, uploaded };
}

/** Layers of what is live that have nothing to do with the folder: it has most of its layers in common with the next. */
async function bareLayersOfLive(
  { place, previous }: ReleaseRun,
  { folder }: ImageAssets,
): Promise<ReadonlySet<string>> {
  const manifests = await Promise.all(
    digestsOf(previous?.images ?? {}).map((digest) => readManifest(place.assets, manifestKey(digest))),
  );
  const alike = manifests.filter((manifest) => manifest?.folder === folder);
  return new Set(alike.flatMap((manifest) => manifest?.bareLayers ?? []));
}

function kept({ files }: AssetManifest, uploaded: number): KeptAssets {
  const sizes = Object.values(files);
  return { files: sizes.length, uploaded, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function checkSize({ path, size }: AssetFile): void {
  if (size <= LARGEST_MB * 2 ** 20) return;
  const megabytes = Math.ceil(size / 2 ** 20);
  throw new AssetsError(
    `The asset ${path} has ${megabytes} MB; the most that is allowed is ${LARGEST_MB} MB. Serve it from a bucket of its own.`,
  );
}

function nothingThere({ folder }: ImageAssets): AssetsError {
  return new AssetsError(
    `The image has no files in /${folder}, where its label ${ASSETS_LABEL} says that its assets are. Let the label name the folder that is served below /${FILES}, or remove the label.`,
  );
}
