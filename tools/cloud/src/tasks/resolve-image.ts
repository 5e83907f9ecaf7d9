import type { Backend } from '../gateway/backend';
import { parseImageReference } from '../images/image-reference';

/**
 * The digest of the image that a container names, as the registry of the account in its address knows it.
 *
 * @throws Error in AWS's words.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export async function resolveImage(backend: Backend, image: string): Promise<string> {
  const reference = parseImageReference(image);
  if (!reference) throw new Error(notFound(image));
  const { account, region, repository, id } = reference;
  const answer = await backend
    .in({ account, region })
    .ecr.batchGetImage({ repositoryName: repository, imageIds: [id] })
    .catch((error: Error) => {
      if (error.name === 'RepositoryNotFoundException') throw new Error(notFound(image));
      throw new Error(`CannotPullContainerError: ${error.name}: ${error.message}`);
    });
  const digest = answer.images?.[0]?.imageId?.imageDigest;
  if (!digest) throw new Error(notFound(image));
  return digest;
}

const notFound = (image: string) =>
  `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`;
