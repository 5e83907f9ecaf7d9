import { stateLocation } from '@slipway/core';
import { callAws, jsonCall, type AwsCall } from './aws-call';
import type { Cloud } from './cloud';
import { assumeRole, type AccountOptions } from './credentials';

export interface PrepareStateOptions extends AccountOptions {
  /** Whose state it is; its name is in the bucket's. */
  readonly app: string;
  /** Name of an image repository to make too. @default none */
  readonly repository?: string;
}

/**
 * Makes what a bootstrap would have made in the account: the versioned bucket for Terraform's state and the alias of
 * the key that encrypts it. The state then lives and dies with the resources that it describes. Safe to repeat.
 *
 * @throws Failure `cloud` when a call is refused
 */
export async function prepareState(
  cloud: Pick<Cloud, 'endpoint'>,
  options: PrepareStateOptions,
): Promise<void> {
  const { app, account, region, repository } = options;
  const { accessKeyId } = await assumeRole(cloud, options);
  const send = (call: AwsCall) => callAws({ endpoint: cloud.endpoint, accessKeyId, region }, call);
  const { bucket, keyAlias } = stateLocation({ app, aws: { account, region } });

  await send(createBucket(bucket, region));
  await send(enableVersioning(bucket));
  const known = await send(
    jsonCall('kms', 'TrentService.DescribeKey', { KeyId: keyAlias }, ['NotFoundException']),
  );
  if (!known.includes('KeyMetadata')) {
    const key = JSON.parse(await send(jsonCall('kms', 'TrentService.CreateKey', {}))) as CreatedKey;
    const alias = { AliasName: keyAlias, TargetKeyId: key.KeyMetadata.KeyId };
    await send(jsonCall('kms', 'TrentService.CreateAlias', alias, ['AlreadyExistsException']));
  }
  if (repository) {
    const target = 'AmazonEC2ContainerRegistry_V20150921.CreateRepository';
    await send(jsonCall('ecr', target, { repositoryName: repository }, ['RepositoryAlreadyExistsException']));
  }
}

interface CreatedKey {
  readonly KeyMetadata: { readonly KeyId: string };
}

function createBucket(bucket: string, region: string): AwsCall {
  // S3's first region is the one that may not be named.
  const body =
    region === 'us-east-1'
      ? ''
      : `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  return { service: 's3', method: 'PUT', path: `/${bucket}`, body, accept: ['BucketAlreadyOwnedByYou'] };
}

function enableVersioning(bucket: string): AwsCall {
  const body = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
  return { service: 's3', method: 'PUT', path: `/${bucket}?versioning`, body };
}
