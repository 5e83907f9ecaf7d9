/** A manifest as the bucket has it. */
export interface StoredManifest {
  /** Of its image. */
  readonly digest: string;
  /** Of the image's files. */
  readonly keys: readonly string[];
  /** Milliseconds since 1970: when a release last named it. */
  readonly writtenAt: number;
}

export interface StoredFile {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

export interface StoredAssets {
  readonly manifests: readonly StoredManifest[];
  readonly files: readonly StoredFile[];
}

export interface Prunable {
  /** Keys. To be removed first. */
  readonly files: readonly string[];
  /** Digests of images. */
  readonly manifests: readonly string[];
}

/** A page that was opened a week ago and never loaded again is nobody's tab any more. */
export const KEEP_DAYS = 7;
const KEEP_MS = KEEP_DAYS * 86_400_000;

/**
 * What of the bucket nobody needs any more: manifests of images that are neither to be kept nor were released within
 * the last days, and files that no other manifest names and that are not young themselves. The latter are also what a run
 * left that was killed before it wrote its manifest.
 *
 * @param keep digests of images
 * @param now milliseconds since 1970, by the clock of the bucket
 */
export function assetsToPrune(
  { manifests, files }: StoredAssets,
  keep: ReadonlySet<string>,
  now: number,
): Prunable {
  const isOld = ({ writtenAt }: { readonly writtenAt: number }) => now - writtenAt >= KEEP_MS;
  const goes = (manifest: StoredManifest) => !keep.has(manifest.digest) && isOld(manifest);
  const named = new Set(manifests.filter((each) => !goes(each)).flatMap(({ keys }) => keys));
  return {
    files: files.filter((file) => isOld(file) && !named.has(file.key)).map(({ key }) => key),
    manifests: manifests.filter(goes).map(({ digest }) => digest),
  };
}
