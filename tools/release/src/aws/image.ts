import { z } from 'zod';
import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** What the registry knows of an image. */
export interface ImageFacts {
  /** Processors that it is built for, in OCI's words: `amd64`, `arm64`. Empty when it does not say. */
  readonly architectures: readonly string[];
}

const MEDIA_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const manifest = z.object({
  config: z.object({ digest: z.string() }).optional(),
  manifests: z
    .array(
      z.object({ platform: z.object({ architecture: z.string(), os: z.string().optional() }).optional() }),
    )
    .optional(),
});
const configuration = z.object({ architecture: z.string().optional() });

export interface ImageRegistry {
  readonly clients: Pick<AwsClients, 'ecr'>;
  readonly environment: Pick<Environment, 'app' | 'aws'>;
  readonly fetchText: (url: string) => Promise<string>;
}

/**
 * Reads an image's manifest, and its configuration where it is for one processor only. An index lists its processors
 * itself (https://github.com/opencontainers/image-spec/blob/main/image-index.md); entries of `unknown` are attestations.
 *
 * @returns undefined when the registry does not have the digest
 */
export async function readImage(
  { clients, environment, fetchText }: ImageRegistry,
  digest: string,
): Promise<ImageFacts | undefined> {
  const ecr = await clients.ecr();
  const repository = { registryId: environment.aws.registryAccount, repositoryName: environment.app };
  let text: string | undefined;
  try {
    const { images } = await ecr.batchGetImage({
      ...repository,
      imageIds: [{ imageDigest: digest }],
      acceptedMediaTypes: MEDIA_TYPES,
    });
    text = images?.[0]?.imageManifest;
  } catch (error) {
    if ((error as Error).name !== 'RepositoryNotFoundException') throw error;
  }
  if (text === undefined) return undefined;
  const { config, manifests } = manifest.parse(JSON.parse(text));
  if (manifests) {
    const platforms = manifests.flatMap(({ platform }) => platform?.architecture ?? []);
    return { architectures: platforms.filter((architecture) => architecture !== 'unknown') };
  }
  if (!config) return { architectures: [] };
  const { downloadUrl } = await ecr.getDownloadUrlForLayer({ ...repository, layerDigest: config.digest });
  if (downloadUrl === undefined) return { architectures: [] };
  const { architecture } = configuration.parse(JSON.parse(await fetchText(downloadUrl)));
  return { architectures: architecture === undefined ? [] : [architecture] };
}

/** OCI's word for what ECS and Slipway call `x86_64`. */
export function ociArchitecture(architecture: 'x86_64' | 'arm64'): 'amd64' | 'arm64' {
  return architecture === 'arm64' ? 'arm64' : 'amd64';
}
