import { Readable, pipeline } from 'node:stream';
import { posix } from 'node:path';

/** An entry of a layer's tar. */
export interface LayerEntry {
  /** Below the image's root, with `/` between and none around: `app/server.js`. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Bytes of a file. */
  readonly size: number;
  /** Of a hard link: the path in this layer that has its content. */
  readonly target: string;
  /** A file's content, whole; to be asked for before the next entry. */
  content(): Promise<Uint8Array>;
}

/** A layer's entries in the order of its tar. What is not read of one is passed over. */
export async function* layerEntries(tar: AsyncIterable<Uint8Array>): AsyncGenerator<LayerEntry> {
  const { extract } = await import('tar-stream');
  const entries = extract();
  // What goes wrong is thrown to whoever asks for the next entry.
  pipeline(Readable.from(tar), entries as unknown as NodeJS.WritableStream, () => undefined);
  for await (const entry of entries) {
    const { name, type, size, linkname } = entry.header;
    yield {
      path: rooted(name),
      kind: KINDS[type ?? ''] ?? 'other',
      size: size ?? 0,
      target: rooted(linkname ?? ''),
      content: () => whole(entry as unknown as AsyncIterable<Uint8Array>),
    };
    entry.resume();
  }
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html: a contiguous file is a file that was laid out so. */
const KINDS: { readonly [type: string]: LayerEntry['kind'] } = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'directory',
  link: 'link',
};

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** `./app/x`, `/app/x` and `app/x/` are all `app/x`, and nothing is above the root. */
export function rooted(name: string): string {
  return posix.normalize(`/${name}`).replace(/^\/|\/$/g, '');
}
