import { stateLocation, type Environment } from '@slipway/core';
import { awsClients, type AwsTarget } from '@slipway/tool-aws';
import type { Identity } from './identity';

/** What is read of a Terraform state. */
interface State {
  readonly resources?: readonly unknown[];
  readonly outputs?: { readonly url?: { readonly value?: unknown } };
}

/**
 * Looks through the account for the state of an environment of the same name and the same domain: the one that it was
 * before `app` or `aws.region` was changed. Another product may well have a `prod` in the account, at another domain.
 * Whoever is not allowed to look does not find.
 */
export async function otherHome(
  environment: Environment,
  variables: AwsTarget['variables'],
): Promise<Identity | undefined> {
  const { account, region } = environment.aws;
  const own = stateLocation(environment).bucket;
  try {
    const s3 = await awsClients({ account, region, variables }).s3();
    const { Buckets = [] } = await s3.listBuckets({});
    for (const { Name: bucket = '' } of Buckets) {
      const identity = bucket === own ? undefined : identityIn(bucket, account);
      if (identity && (await livesThere(identity, environment, variables))) return identity;
    }
  } catch {
    // Without the right to look, a deploy goes on as it did before.
  }
  return undefined;
}

/** The app and region that a state bucket's name tells of; `undefined` for any other bucket. */
function identityIn(bucket: string, account: string): Identity | undefined {
  const [, app, region] = new RegExp(`^(.+)-tfstate-${account}-([a-z]{2}-[a-z-]+-\\d)$`).exec(bucket) ?? [];
  return app && region ? { app, account, region } : undefined;
}

async function livesThere(
  { app, account, region }: Identity,
  { name, domain }: Environment,
  variables: AwsTarget['variables'],
): Promise<boolean> {
  const { bucket, key } = stateLocation({ app, aws: { account, region } });
  const s3 = await awsClients({ account, region, variables }).s3();
  try {
    const { Body } = await s3.getObject({ Bucket: bucket, Key: `env:/${name}/${key}` });
    const { resources = [], outputs } = JSON.parse((await Body?.transformToString()) ?? '{}') as State;
    return resources.length > 0 && outputs?.url?.value === `https://${domain.name}`;
  } catch {
    // No state of that name, or none for us to read.
    return false;
  }
}
