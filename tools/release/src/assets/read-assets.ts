import { AssetsError } from './assets-error';
import { compressionOf, decompress } from './compression';
import type { ImageAssets } from './image-assets';
import { layerEntries, type LayerEntry } from './layer-entries';
import { Overlay } from './overlay';
import type { ImageLayer, LayerBytes } from '../ports/image';

/** A file below an image's folder of assets. */
export interface AssetFile {
  /** Below that folder: `chunks/main-3f2a.js`. */
  readonly path: string;
  readonly size: number;
  /** Whole; to be asked for before the next file. */
  content(): Promise<Uint8Array>;
}

export interface ReadOptions {
  readonly download: (layer: ImageLayer) => Promise<LayerBytes>;
  /** Digests of layers that are known to have nothing to do with the folder. */
  readonly bare: ReadonlySet<string>;
  /** Is told of each layer that turns out to be one. */
  readonly foundBare: (digest: string) => void;
}

/**
 * The files of a folder of an image, as a container of it sees them, from the last layer to the first. Only what was read
 * to its end is known to hold nothing more of the folder, so no layer is left out on the guess that another one has all;
 * but a layer never changes, so that of earlier images it is known. Of a new build that is all but what the build made.
 *
 * Symbolic links are passed over: users get what they lead to from the tasks.
 *
 * @throws AssetsError for a layer that cannot be read
 */
export async function* readAssets(
  { folder, layers }: ImageAssets,
  { download, bare, foundBare }: ReadOptions,
): AsyncGenerator<AssetFile> {
  const overlay = new Overlay(folder);
  for (const layer of layers.toReversed()) {
    if (overlay.complete) return;
    if (bare.has(layer.digest)) continue;
    const file = await download(layer);
    try {
      yield* filesOf(layer, file, overlay, folder);
    } finally {
      await file.close();
    }
    if (!overlay.endLayer()) foundBare(layer.digest);
  }
}

async function* filesOf(
  layer: ImageLayer,
  file: LayerBytes,
  overlay: Overlay,
  folder: string,
): AsyncGenerator<AssetFile> {
  /** The path with the content to all paths of the folder that are hard links to it. */
  const links = new Map<string, string[]>();
  for await (const entry of entriesOf(layer, file)) {
    if (!overlay.take(entry)) continue;
    if (entry.kind === 'file') yield assetOf(entry, entry.path, folder);
    if (entry.kind === 'link') links.set(entry.target, [...(links.get(entry.target) ?? []), entry.path]);
  }
  if (links.size === 0) return;
  for await (const entry of entriesOf(layer, file)) {
    if (entry.kind !== 'file') continue;
    let content: Promise<Uint8Array> | undefined;
    const once = () => (content ??= entry.content());
    for (const path of links.get(entry.path) ?? []) yield assetOf({ ...entry, content: once }, path, folder);
    links.delete(entry.path);
  }
  const [missing] = links.keys();
  if (missing !== undefined)
    throw new AssetsError(
      `A layer of the image is broken: a link in it leads to ${missing}, which is not there.`,
    );
}

async function* entriesOf({ mediaType, digest }: ImageLayer, file: LayerBytes): AsyncGenerator<LayerEntry> {
  const compression = compressionOf(mediaType);
  if (compression === undefined)
    throw new AssetsError(`A layer of the image is of a kind that is not known here: ${mediaType}.`);
  const entries = layerEntries(decompress(file.read(), compression));
  try {
    for (;;) {
      const next = await entries.next().catch((error: Error) => {
        throw new AssetsError(`A layer of the image cannot be read: ${digest} (${error.message}).`);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await entries.return(undefined);
  }
}

function assetOf({ size, content }: LayerEntry, path: string, folder: string): AssetFile {
  return { path: path.slice(folder.length + 1), size, content };
}
