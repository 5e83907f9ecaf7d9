/** What an image is made of, as its registry tells for one processor. */
export interface ImageContents {
  readonly labels: { readonly [name: string]: string };
  /** The lowest first; each lies over those before it. */
  readonly layers: readonly ImageLayer[];
}

export interface ImageLayer {
  readonly mediaType: string;
  /** Of its bytes as the registry keeps them: `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** Bytes, as the registry keeps it. */
  readonly size: number;
}

/** The parts of images, each by its digest, which is checked. */
export interface ImageBlobs {
  /** A small one, such as an image's configuration. */
  text(digest: string): Promise<string>;
  /** To be closed by whoever asked for it. */
  download(layer: Pick<ImageLayer, 'digest'>, signal?: AbortSignal): Promise<LayerBytes>;
}

/** A layer, whole and checked. */
export interface LayerBytes {
  /** From its first byte; may be called again. */
  read(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
