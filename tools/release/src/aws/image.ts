import { z } from 'zod';
import { imageRepository, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import type { ImageBlobs, ImageContents } from '../ports/image';

/** What the registry knows of an image. */
export interface ImageFacts {
  /** Processors that it is built for, in OCI's words: `amd64`, `arm64`. Empty when it does not say. */
  readonly architectures: readonly string[];
  /** For the processor that was asked for. @default the image is of several, and none was asked for */
  readonly contents?: ImageContents;
}

const MEDIA_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const platform = z.object({ architecture: z.string(), os: z.string().optional() });
const manifest = z.object({
  config: z.object({ digest: z.string() }).optional(),
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string(), size: z.number() })).default([]),
  manifests: z.array(z.object({ digest: z.string(), platform: platform.optional() })).optional(),
});
const configuration = z.object({
  architecture: z.string().optional(),
  config: z
    .object({ Labels: z.record(z.string(), z.string()).nullish() })
    .nullish()
    .transform((config) => config?.Labels ?? {}),
});

export interface ImageRegistry {
  readonly clients: Pick<AwsClients, 'ecr'>;
  readonly environment: Pick<Environment, 'app' | 'aws'>;
  readonly blobs: Pick<ImageBlobs, 'text'>;
}

/**
 * Reads an image's manifest, and its configuration where it is for one processor only. An index lists its processors
 * itself (https://github.com/opencontainers/image-spec/blob/main/image-index.md); entries of `unknown` are attestations.
 *
 * @param architecture of an index, whose contents are to be read, too
 * @returns undefined when the registry does not have the digest
 */
export async function readImage(
  registry: ImageRegistry,
  digest: string,
  architecture?: string,
): Promise<ImageFacts | undefined> {
  const text = await manifestOf(registry, digest);
  if (text === undefined) return undefined;
  const { config, layers, manifests } = manifest.parse(JSON.parse(text));
  if (manifests) {
    const architectures = manifests.flatMap((entry) => entry.platform?.architecture ?? []);
    const entry = manifests.find((each) => each.platform?.architecture === architecture);
    const own = architecture !== undefined && entry ? await readImage(registry, entry.digest) : undefined;
    return {
      architectures: architectures.filter((each) => each !== 'unknown'),
      ...(own?.contents && { contents: own.contents }),
    };
  }
  const blob = config && (await registry.blobs.text(config.digest));
  if (blob === undefined) return { architectures: [] };
  const { architecture: own, config: labels } = configuration.parse(JSON.parse(blob));
  return { architectures: own === undefined ? [] : [own], contents: { labels, layers } };
}

async function manifestOf(
  { clients, environment }: ImageRegistry,
  digest: string,
): Promise<string | undefined> {
  const ecr = await clients.ecr();
  try {
    const { images } = await ecr.batchGetImage({
      ...imageRepository(environment),
      imageIds: [{ imageDigest: digest }],
      acceptedMediaTypes: MEDIA_TYPES,
    });
    return images?.[0]?.imageManifest;
  } catch (error) {
    if ((error as Error).name !== 'RepositoryNotFoundException') throw error;
    return undefined;
  }
}

/** OCI's word for what ECS and Slipway call `x86_64`. */
export function ociArchitecture(architecture: 'x86_64' | 'arm64'): 'amd64' | 'arm64' {
  return architecture === 'arm64' ? 'arm64' : 'amd64';
}
