import type { ECR } from '@aws-sdk/client-ecr';
import { Failure } from '@slipway/tool-terminal';
import { architectureOf, MANIFEST_TYPE, type Architecture } from './image-manifest';
import type { ImageStore } from './image-store';

export interface PushOptions {
  readonly store: Pick<ImageStore, 'add'>;
  /** Of the account that has the registry. */
  readonly ecr: Pick<ECR, 'putImage'>;
  readonly repository: string;
  /** The built app. */
  readonly folder: string;
  /** @default none, the image is known by its digest only */
  readonly tags?: readonly string[];
  readonly command: readonly string[];
  /** @default none */
  readonly environment?: { readonly [name: string]: string };
  /** @default none */
  readonly labels?: { readonly [name: string]: string };
  /** @default this machine's */
  readonly architecture?: Architecture;
}

export interface PushedImage {
  /** Of the manifest: `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** Of the config blob, which names the architecture. */
  readonly configDigest: string;
}

/**
 * Makes a folder an image of the embedded cloud and tells its ECR. Same input, same digest, on any machine; to push
 * what is there already changes nothing.
 *
 * @throws Failure `cloud` when the repository is not there, or is immutable and has the tag on another image
 */
export async function pushImage(options: PushOptions): Promise<PushedImage> {
  const { store, ecr, repository, folder, tags = [] } = options;
  const image = await store.add(folder, {
    architecture: options.architecture ?? architectureOf(process.arch),
    command: options.command,
    environment: options.environment ?? {},
    labels: options.labels ?? {},
  });
  for (const tag of tags.length > 0 ? tags : [undefined]) {
    await ecr
      .putImage({
        repositoryName: repository,
        imageManifest: image.manifest,
        imageManifestMediaType: MANIFEST_TYPE,
        imageDigest: image.digest,
        ...(tag === undefined ? {} : { imageTag: tag }),
      })
      .catch((error: Error) => explain(error, repository, tag));
  }
  return { digest: image.digest, configDigest: image.configDigest };
}

function explain(error: Error, repository: string, tag: string | undefined): void {
  if (error.name === 'ImageAlreadyExistsException') return;
  if (error.name === 'RepositoryNotFoundException') {
    throw new Failure(
      'cloud',
      `There is no image repository ${repository} yet. Deploy the environment first.`,
    );
  }
  if (error.name === 'ImageTagAlreadyExistsException') {
    throw new Failure(
      'cloud',
      `${repository} has another image under the tag ${tag}, and its tags never move. Nothing was changed. Use another tag.`,
    );
  }
  throw error;
}
