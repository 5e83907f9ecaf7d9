import { blobBytes, type BlobSource } from './image-blob';
import type { ImageBlobs, ImageLayer } from '../ports/image';
import { LayerFile } from './layer-file';

/** Those of the account's registry. What the network cuts is to be asked for again as a whole, at a newly signed address. */
export class EcrImageBlobs implements ImageBlobs {
  constructor(private readonly source: BlobSource) {}

  async text(digest: string): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const bytes of blobBytes(this.source, digest)) chunks.push(bytes);
    return Buffer.concat(chunks).toString('utf8');
  }

  download(layer: Pick<ImageLayer, 'digest'>, signal?: AbortSignal): Promise<LayerFile> {
    return LayerFile.download(this.source, layer, signal);
  }
}
