import { z } from 'zod';
import type { AssetStore } from '../ports/asset-store';

/** The assets of one image, as `manifests/<hex of its digest>.json` beside them. Written when all of them are there. */
export interface AssetManifest {
  readonly format: 1;
  /** Of the image. */
  readonly digest: string;
  /** Folder of the image that they are from. */
  readonly folder: string;
  /** Key to bytes. */
  readonly files: { readonly [key: string]: number };
  /** Layers of the image that have nothing to do with the folder, so that nobody has to look at them again. */
  readonly bareLayers: readonly string[];
}

/** Where manifests are in the bucket; nothing that the CDN asks for. */
export const MANIFESTS = 'manifests/';

const schema: z.ZodType<AssetManifest> = z.object({
  format: z.literal(1),
  digest: z.string(),
  folder: z.string(),
  files: z.record(z.string(), z.number()),
  bareLayers: z.array(z.string()),
});

export function manifestKey(digest: string): string {
  return `${MANIFESTS}${digest.replace(/^sha256:/, '')}.json`;
}

/** @returns undefined when there is none, or none that this Slipway can read */
export async function readManifest(store: AssetStore, key: string): Promise<AssetManifest | undefined> {
  const text = await store.get(key);
  return text === undefined ? undefined : parse(text);
}

/** Also makes one that is there young again: its age is that of the newest release that named it. */
export function writeManifest(store: AssetStore, manifest: AssetManifest): Promise<void> {
  return store.put({
    key: manifestKey(manifest.digest),
    body: `${JSON.stringify(manifest, undefined, 2)}\n`,
    contentType: 'application/json',
  });
}

function parse(text: string): AssetManifest | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
