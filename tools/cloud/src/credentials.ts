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

/** A role, and how the session in it is called. */
export interface Session {
  readonly region: string;
  readonly roleArn: string;
  readonly name: string;
  /** How long the credentials say that they last. @default an hour */
  readonly seconds?: number;
}

/** Temporary credentials of an account, as on AWS: by assuming a role in it. The role need not exist. */
export function assumeRole(
  cloud: Pick<Cloud, 'endpoint'>,
  { account, region }: AccountOptions,
): Promise<Credentials> {
  return openSession(cloud, { region, roleArn: `arn:aws:iam::${account}:role/slipway`, name: 'slipway' });
}

/** What STS hands out for a role; it says which account it is in. */
export async function openSession(
  { endpoint }: Pick<Cloud, 'endpoint'>,
  { region, roleArn, name, seconds = 3600 }: Session,
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
          RoleArn: roleArn,
          RoleSessionName: name,
          DurationSeconds: String(seconds),
        }),
      ),
    },
  );
  const field = (tag: string) => new RegExp(`<${tag}>(.*?)</${tag}>`).exec(answer)?.[1] ?? '';
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
}
