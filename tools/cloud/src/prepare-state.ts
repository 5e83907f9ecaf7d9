import { stateLocation } from '@slipway/core';
import { callAws, jsonCall, type AwsCall } from './aws-call';
import type { Cloud } from './cloud';
import { assumeRole, type AccountOptions } from './credentials';

export interface PrepareStateOptions extends AccountOptions {
  /** Whose state it is; its name is in the bucket's. */
  readonly app: string;
}

export interface PrepareRegistryOptions extends AccountOptions {
  /** Name of the image repository. */
  readonly repository: string;
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
  const { app, account, region } = options;
  const send = await callerIn(cloud, options);
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
}

/**
 * Makes what a bootstrap would have made in the account that holds an app's images: its repository. Safe to repeat.
 *
 * @throws Failure `cloud` when a call is refused
 */
export async function prepareRegistry(
  cloud: Pick<Cloud, 'endpoint'>,
  options: PrepareRegistryOptions,
): Promise<void> {
  const send = await callerIn(cloud, options);
  const target = 'AmazonEC2ContainerRegistry_V20150921.CreateRepository';
  const wanted = { repositoryName: options.repository, imageTagMutability: 'IMMUTABLE' };
  await send(jsonCall('ecr', target, wanted, ['RepositoryAlreadyExistsException']));
}

async function callerIn({ endpoint }: Pick<Cloud, 'endpoint'>, where: AccountOptions) {
  const { accessKeyId } = await assumeRole({ endpoint }, where);
  return (call: AwsCall) => callAws({ endpoint, accessKeyId, region: where.region }, call);
}

interface CreatedKey {
  readonly KeyMetadata: { readonly KeyId: string };
}

function createBucket(bucket: string, region: string): AwsCall {
  // S3's first region is the one that must not be named.
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
