import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Of what our own parts write and of how a point is laid out. Another number is another Slipway's. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
/** moto's file; `serve.py` knows it by this name. */
export const MOTO_FILE = 'moto.pickle';

/** What a point is, in a file that is written last. */
export interface Manifest {
  readonly format: number;
  /** Versions that made it. */
  readonly moto: string;
  readonly slipway: string;
  /** ISO 8601, UTC. */
  readonly taken: string;
  /** SHA-256 by name: all files but this one. */
  readonly files: { readonly [name: string]: string };
  /** Digests of the images that it needs. */
  readonly images: readonly string[];
  /** That live in it. */
  readonly environments: readonly string[];
}

/** A point that can be read. */
export interface Point {
  readonly directory: string;
  readonly manifest: Manifest;
}

export type Reading = { readonly point: Point } | { readonly misfit: string };

/** Reads a point and checks that all of it is there as it was written. @param moto the version that is to take it */
export async function readPoint(directory: string, moto: string): Promise<Reading> {
  const manifest = readManifest(directory);
  if (!manifest) return { misfit: 'its manifest cannot be read' };
  if (manifest.format !== FORMAT)
    return { misfit: `it has format ${manifest.format}, and this version of Slipway reads format ${FORMAT}` };
  if (manifest.moto !== moto)
    return { misfit: `it was made with moto ${manifest.moto}, and this version of Slipway has ${moto}` };
  for (const [name, checksum] of Object.entries(manifest.files)) {
    const file = join(directory, name);
    if (!existsSync(file)) return { misfit: `its file ${name} is missing` };
    if ((await checksumOf(file)) !== checksum) return { misfit: `its file ${name} is damaged` };
  }
  return { point: { directory, manifest } };
}

/** `undefined` for a folder that has none, or none that can be read. */
export function readManifest(directory: string): Manifest | undefined {
  try {
    const read = JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as Partial<Manifest>;
    return read.format !== undefined && read.files && read.taken ? (read as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

export async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
