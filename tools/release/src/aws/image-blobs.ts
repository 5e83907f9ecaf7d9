import { blobBytes, type BlobSource } from './image-blob';
import type { ImageLayer } from './image';
import { LayerFile } from '../assets/layer-file';

/** What images are made of. What the network cuts is to be asked for again as a whole, at a newly signed address. */
export class ImageBlobs {
  constructor(private readonly source: BlobSource) {}

  /** A small blob, such as an image's configuration. */
  async text(digest: string): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const bytes of blobBytes(this.source, digest)) chunks.push(bytes);
    return Buffer.concat(chunks).toString('utf8');
  }

  /** To be closed by whoever asked for it. */
  download(layer: Pick<ImageLayer, 'digest'>, signal?: AbortSignal): Promise<LayerFile> {
    return LayerFile.download(this.source, layer, signal);
  }
}
