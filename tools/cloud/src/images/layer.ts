import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const BLOCK = 512;

/** What of a folder makes it that folder: no times, no owners, of the mode only whether a file may be run. */
interface Entry {
  /** Relative, with `/`. A directory's ends with it. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link';
  readonly executable: boolean;
  readonly size: number;
  readonly target: string;
}

export interface LayerDescription {
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  readonly size: number;
}

/**
 * A folder as the one layer of an image: an uncompressed tar with sorted paths in which nothing differs between two
 * machines that have the same files.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/layer.md
 */
async function* layerOf(folder: string): AsyncGenerator<Buffer> {
  for (const entry of await entriesOf(folder)) {
    yield* headerOf(entry);
    if (entry.kind !== 'file') continue;
    yield* contentOf(join(folder, entry.path), entry.size);
    yield padding(entry.size);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** An app is thousands of small files, and to open a stream for each costs more than to read it. */
const STREAMED_BYTES = 1024 * 1024;

async function* contentOf(file: string, size: number): AsyncGenerator<Buffer> {
  if (size < STREAMED_BYTES) yield await readFile(file);
  else yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/** Writes a folder's layer into a file. */
export async function writeLayer(folder: string, file: string): Promise<LayerDescription> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    layerOf(folder),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(file, { mode: 0o444 }),
  );
  return { digest: `sha256:${hash.digest('hex')}`, size };
}

async function entriesOf(folder: string): Promise<Entry[]> {
  // Not by locale: the order must be the same everywhere.
  const paths = (await readdir(folder, { recursive: true })).sort((a, b) => (a < b ? -1 : 1));
  return Promise.all(
    paths.map(async (path) => {
      const stat = await lstat(join(folder, path));
      const kind = stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'directory' : 'file';
      return {
        path: kind === 'directory' ? `${path}/` : path,
        kind,
        executable: (stat.mode & 0o100) !== 0,
        size: kind === 'file' ? stat.size : 0,
        target: kind === 'link' ? await readlink(join(folder, path)) : '',
      };
    }),
  );
}

const MODES = { file: 0o644, directory: 0o755, link: 0o777 };
const TYPES = { file: '0', directory: '5', link: '2' };

/** A name beyond 100 bytes goes into a record before the header. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html */
function* headerOf({ path, kind, executable, size, target }: Entry): Generator<Buffer> {
  const long = [
    ...(Buffer.byteLength(path) > 100 ? [paxRecord('path', path)] : []),
    ...(Buffer.byteLength(target) > 100 ? [paxRecord('linkpath', target)] : []),
  ];
  if (long.length > 0) {
    const records = Buffer.concat(long);
    yield ustar({ path: 'pax', mode: 0o644, size: records.length, type: 'x', target: '' });
    yield records;
    yield padding(records.length);
  }
  const mode = kind === 'file' && executable ? 0o755 : MODES[kind];
  yield ustar({ path, mode, size, type: TYPES[kind], target });
}

function ustar(header: { path: string; mode: number; size: number; type: string; target: string }): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number) => value.toString(8).padStart(width, '0');
  Buffer.from(header.path).copy(block, 0, 0, 100);
  block.write(octal(header.mode, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(header.size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write(' '.repeat(8), 148);
  block.write(header.type, 156);
  Buffer.from(header.target).copy(block, 157, 0, 100);
  block.write('ustar\0', 257);
  block.write('00', 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}

/** `<length> <key>=<value>\n`, in which the length counts itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

const padding = (size: number) => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
