import { callAws } from './aws-call';
import type { Cloud } from './cloud';

export interface AccountOptions {
  /** 12 digits; each account has its own resources. */
  readonly account: string;
  readonly region: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** moto creates in this account whatever comes with keys that it did not make. */
const ANYBODY = 'AKIAIOSFODNN7EXAMPLE';

/** Temporary credentials of an account, as on AWS: by assuming a role in it. The role need not exist. */
export async function assumeRole(
  { endpoint }: Pick<Cloud, 'endpoint'>,
  { account, region }: AccountOptions,
): Promise<Credentials> {
  const answer = await callAws(
    { endpoint, accessKeyId: ANYBODY, region },
    {
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(
        new URLSearchParams({
          Action: 'AssumeRole',
          Version: '2011-06-15',
          RoleArn: `arn:aws:iam::${account}:role/slipway`,
          RoleSessionName: 'slipway',
        }),
      ),
    },
  );
  const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(answer)?.[1] ?? '';
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
}
