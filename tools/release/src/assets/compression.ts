import { createGunzip } from 'node:zlib';
import { pipeline, type Transform } from 'node:stream';

export type Compression = 'none' | 'gzip' | 'zstd';

const LAYER =
  /^application\/vnd\.(?:oci\.image\.layer(?:\.nondistributable)?\.v1|docker\.image\.rootfs(?:\.foreign)?\.diff)\.tar(?:[.+](gzip|zstd))?$/;

/**
 * How a layer's tar is compressed, by its media type; Docker and OCI name the same things differently.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/layer.md
 * @returns undefined for what is no layer that is known here
 */
export function compressionOf(mediaType: string): Compression | undefined {
  const match = LAYER.exec(mediaType);
  return match ? ((match[1] as Compression | undefined) ?? 'none') : undefined;
}

/** @throws Error when the bytes are not what they are said to be, or end too early */
export function decompress(
  bytes: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncIterable<Uint8Array> {
  if (compression === 'none') return bytes;
  if (compression === 'gzip') return through(bytes, createGunzip());
  return unzstd(bytes);
}

function through(bytes: AsyncIterable<Uint8Array>, transform: Transform): AsyncIterable<Uint8Array> {
  // What goes wrong is thrown to whoever reads the end of it.
  return pipeline(bytes, transform, () => undefined) as AsyncIterable<Uint8Array>;
}

/**
 * Not by Node's own zstd, which newer versions have: it ends after the first frame (a layer may have many) and takes half
 * a frame for a whole one (https://github.com/nodejs/node/issues/64741, https://github.com/nodejs/node/issues/64592).
 */
async function* unzstd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  let ready: Uint8Array[] = [];
  const frames = new Decompress((chunk) => void ready.push(chunk));
  for await (const chunk of bytes) {
    frames.push(chunk);
    yield* ready;
    ready = [];
  }
  frames.push(new Uint8Array(0), true);
  yield* ready;
}
