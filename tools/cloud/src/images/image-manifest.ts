import { createHash } from 'node:crypto';
import type { LayerDescription } from './layer';

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar';

/** As OCI calls them, which is not how ECS does (`X86_64`, `ARM64`). */
export type Architecture = 'amd64' | 'arm64';

export interface ImageSettings {
  readonly architecture: Architecture;
  readonly command: readonly string[];
  readonly environment: { readonly [name: string]: string };
  readonly labels: { readonly [name: string]: string };
}

/** The two documents of an image; their bytes are what their digests are of. */
export interface ImageDocuments {
  readonly manifest: string;
  readonly digest: string;
  readonly config: string;
  readonly configDigest: string;
}

/** The part of an image's config blob that somebody here reads. */
export interface ImageConfig {
  readonly architecture: string;
  readonly config: {
    readonly Entrypoint?: readonly string[];
    readonly Cmd?: readonly string[];
    readonly Env?: readonly string[];
    readonly Labels?: { readonly [name: string]: string };
  };
}

export const digestOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

/**
 * Same input, same bytes: no time of creation, environment and labels sorted.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * @see https://github.com/opencontainers/image-spec/blob/main/config.md
 */
export function imageDocuments(settings: ImageSettings, layer: LayerDescription): ImageDocuments {
  const config = JSON.stringify({
    architecture: settings.architecture,
    os: 'linux',
    config: {
      Env: sorted(settings.environment).map(([name, value]) => `${name}=${value}`),
      Cmd: settings.command,
      Labels: Object.fromEntries(sorted(settings.labels)),
    },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const configDigest = digestOf(config);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, digest: configDigest, size: Buffer.byteLength(config) },
    layers: [{ mediaType: LAYER_TYPE, digest: layer.digest, size: layer.size }],
  });
  return { manifest, digest: digestOf(manifest), config, configDigest };
}

/** @throws Error on a processor that ECS has no name for, and that nothing here is built for */
export function architectureOf(processor: string): Architecture {
  if (processor === 'x64') return 'amd64';
  if (processor === 'arm64') return 'arm64';
  throw new Error(`Images are built for x64 and arm64; this machine is ${processor}.`);
}

const sorted = (values: { readonly [name: string]: string }) =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
