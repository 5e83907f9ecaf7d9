import type { ECR } from '@aws-sdk/client-ecr';
import type { Environment } from '@slipway/core';

/**
 * The image that has a tag in the registry of an environment.
 *
 * @returns its digest; `undefined` when there is none, or no repository yet
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export async function taggedImage(
  ecr: Pick<ECR, 'batchGetImage'>,
  { app, aws }: Pick<Environment, 'app' | 'aws'>,
  imageTag: string,
): Promise<string | undefined> {
  try {
    const { images } = await ecr.batchGetImage({
      registryId: aws.registryAccount,
      repositoryName: app,
      imageIds: [{ imageTag }],
    });
    return images?.[0]?.imageId?.imageDigest;
  } catch (error) {
    if ((error as Error).name === 'RepositoryNotFoundException') return undefined;
    throw error;
  }
}
