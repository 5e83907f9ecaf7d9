import { createHash } from 'node:crypto';
import { ASSETS_LABEL } from '../assets/image-assets';
import { gzipLayer, type SampleLayer } from './sample-layer';

/** An image in the registry of the specs. */
export interface SampleImage {
  readonly architecture: string;
  readonly labels?: { readonly [name: string]: string };
  /** The lowest first. @default none */
  readonly layers?: readonly SampleLayer[];
}

/** An image with these files in its folder of assets, over a layer that has nothing to do with them. */
export async function imageWith(files: { readonly [path: string]: string }): Promise<SampleImage> {
  const assets = Object.entries(files).map(([path, content]) => [`app/static/${path}`, content] as const);
  return {
    architecture: 'amd64',
    labels: { [ASSETS_LABEL]: '/app/static' },
    layers: [await gzipLayer({ 'bin/sh': 'sh' }), await gzipLayer(Object.fromEntries(assets))],
  };
}

/** A registry in memory. Images go by any digest; what they are made of, by its own. */
export class SampleRegistry {
  readonly images = new Map<string, SampleImage>();
  /** Images of several processors: digest to the digest of each. */
  readonly indexes = new Map<string, { readonly [architecture: string]: string }>();

  /** The methods of an ECR client. */
  readonly client = {
    batchGetImage: async ({ imageIds: [id] }: { imageIds: [{ imageDigest: string }] }) => {
      const manifest = this.manifest(id.imageDigest);
      return { images: manifest ? [{ imageManifest: JSON.stringify(manifest) }] : [] };
    },
    getDownloadUrlForLayer: async ({ layerDigest }: { layerDigest: string }) => ({
      downloadUrl: `https://layers.invalid/${layerDigest}`,
    }),
  };

  /** What is served at an address that the client gave. */
  async *fetchBytes(url: string): AsyncGenerator<Uint8Array> {
    const digest = url.slice('https://layers.invalid/'.length);
    for (const image of this.images.values()) {
      const config = configOf(image);
      if (digestOfBytes(config) === digest) return void (yield config);
      const layer = image.layers?.find((each) => each.digest === digest);
      if (layer) return void (yield layer.bytes);
    }
    throw new Error(`The registry of the specs has no ${digest}.`);
  }

  private manifest(digest: string): object | undefined {
    const index = this.indexes.get(digest);
    if (index) {
      const entries = Object.entries(index).map(([architecture, own]) => ({
        digest: own,
        platform: { architecture, os: 'linux' },
      }));
      return { manifests: [...entries, { digest: 'sha256:0', platform: { architecture: 'unknown' } }] };
    }
    const image = this.images.get(digest);
    if (!image) return undefined;
    const layers = (image.layers ?? []).map((layer) => ({
      mediaType: layer.mediaType,
      digest: layer.digest,
      size: layer.size,
    }));
    return { config: { digest: digestOfBytes(configOf(image)) }, layers };
  }
}

function configOf({ architecture, labels }: SampleImage): Buffer {
  return Buffer.from(JSON.stringify({ architecture, config: { Labels: labels ?? null } }));
}

function digestOfBytes(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
