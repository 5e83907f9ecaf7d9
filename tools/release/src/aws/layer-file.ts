import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobBytes, DamagedBlob, type BlobSource } from './image-blob';
import type { ImageLayer, LayerBytes } from '../ports/image';
import { AssetsError } from '../assets/assets-error';

const ATTEMPTS = 3;

/**
 * A layer on this machine's disk, whole and checked. A layer may be larger than memory, and nothing of it may be used
 * before its last byte has proved its digest: what is uploaded is cached for a year. The file has no name from its
 * beginning, so that nothing of it stays, however this process ends.
 */
export class LayerFile implements LayerBytes {
  private constructor(private readonly file: FileHandle) {}

  /** @throws AssetsError when it arrives damaged again and again, or there is no room for it */
  static async download(
    source: BlobSource,
    { digest }: Pick<ImageLayer, 'digest'>,
    signal?: AbortSignal,
  ): Promise<LayerFile> {
    for (let attempt = 1; ; attempt++) {
      const layer = await LayerFile.unnamed();
      try {
        await writeFile(layer.file, blobBytes(source, digest, signal));
        return layer;
      } catch (error) {
        await layer.close();
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
          throw new AssetsError(`There is not enough room for a layer of the image in ${tmpdir()}.`);
        if (!(error instanceof DamagedBlob)) throw error;
        if (attempt === ATTEMPTS)
          throw new AssetsError(`A layer of the image arrived damaged ${ATTEMPTS} times: ${digest}.`);
      }
    }
  }

  private static async unnamed(): Promise<LayerFile> {
    const path = join(tmpdir(), `slipway-layer-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new LayerFile(file);
  }

  read(): AsyncIterable<Uint8Array> {
    return createReadStream('', { fd: this.file, start: 0, autoClose: false, highWaterMark: 1 << 18 });
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
