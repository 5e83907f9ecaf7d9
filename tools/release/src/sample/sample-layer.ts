import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { ImageLayer } from '../ports/image';

/** What a tar has at a path: a file's content, or a link to another path. */
export type SampleEntry = string | { readonly link: string } | { readonly symlink: string };

/** A layer in memory. */
export interface SampleLayer extends ImageLayer {
  readonly bytes: Buffer;
}

const PLAIN = 'application/vnd.oci.image.layer.v1.tar';

/** Entries in their order; a path that ends with a slash is a folder. */
export async function tarOf(entries: { readonly [path: string]: SampleEntry }): Promise<Buffer> {
  const tar = pack();
  for (const [name, entry] of Object.entries(entries)) {
    if (name.endsWith('/')) tar.entry({ name, type: 'directory' });
    else if (typeof entry === 'string') tar.entry({ name }, entry);
    else if ('link' in entry) tar.entry({ name, type: 'link', linkname: entry.link });
    else tar.entry({ name, type: 'symlink', linkname: entry.symlink });
  }
  tar.finalize();
  return buffer(tar);
}

/** Any bytes as a layer. */
export function layerOf(bytes: Buffer, mediaType = PLAIN): SampleLayer {
  return {
    mediaType,
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    size: bytes.length,
    bytes,
  };
}

/** A tar whose first entry says that it has so many bytes; they do not follow. */
export function claiming(tar: Buffer, size: number): Buffer {
  const claimed = Buffer.from(tar);
  claimed.write(size.toString(8).padStart(11, '0'), 124);
  claimed.write(' '.repeat(8), 148);
  const sum = claimed.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  claimed.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return claimed;
}

export async function plainLayer(entries: Parameters<typeof tarOf>[0]): Promise<SampleLayer> {
  return layerOf(await tarOf(entries));
}

export async function gzipLayer(entries: Parameters<typeof tarOf>[0]): Promise<SampleLayer> {
  return layerOf(gzipSync(await tarOf(entries)), `${PLAIN}+gzip`);
}
