import { Failure } from '@slipway/tool-terminal';
import { cloudStatus } from '../cloud';
import { assumeRole, type AccountOptions } from '../credentials';
import { cloudFiles, type CloudOptions } from '../options';
import type { Architecture } from './image-manifest';
import { ImageStore } from './image-store';
import { pushImage } from './push-image';

export interface PublishOptions extends AccountOptions {
  readonly repository: string;
  /** The built app. */
  readonly folder: string;
  readonly architecture: Architecture;
  readonly command: readonly string[];
  /** @default none */
  readonly environment?: { readonly [name: string]: string };
  /** @default none, the image is known by its digest only */
  readonly tags?: readonly string[];
  /** @default none */
  readonly labels?: { readonly [name: string]: string };
}

/**
 * Puts a built app into the registry of an account of the running cloud, as `docker push` would.
 *
 * @returns its digest
 * @throws Failure `cloud` when the cloud does not run or has no such repository
 */
export async function publishImage(options: CloudOptions, image: PublishOptions): Promise<string> {
  const cloud = await cloudStatus(options);
  if (!cloud)
    throw new Failure('cloud', 'The embedded cloud is not running, so there is no registry to push to.');
  const { ECR } = await import('@aws-sdk/client-ecr');
  const { endpoint } = cloud;
  const ecr = new ECR({ endpoint, region: image.region, credentials: await assumeRole(cloud, image) });
  try {
    const store = new ImageStore(cloudFiles(options).directory);
    return (await pushImage({ ...image, store, ecr })).digest;
  } finally {
    ecr.destroy();
  }
}
