import { devNull } from 'node:os';
import type { Cloud } from './cloud';
import { assumeRole, type AccountOptions } from './credentials';

/** Variables to run a process with; `undefined` removes one. */
export interface CloudEnvironment {
  readonly [name: string]: string | undefined;
}

/**
 * What puts Terraform, the SDKs and the `aws` command line on the embedded cloud and nowhere else: its endpoint, the
 * credentials of a role assumed in the account, and nothing of the caller's own AWS settings, neither variables nor
 * files. Credentials last until the cloud is reset, or goes back to a state from before they were made.
 *
 * @param env what the process would run with otherwise; its proxy must not come between
 */
export async function cloudEnvironment(
  cloud: Pick<Cloud, 'endpoint'>,
  { account, region }: AccountOptions,
  env: NodeJS.ProcessEnv = process.env,
): Promise<CloudEnvironment> {
  const credentials = await assumeRole(cloud, { account, region });
  const callers = Object.keys(env).filter((name) => name.startsWith('AWS_'));
  const direct = [env.NO_PROXY ?? env.no_proxy, '127.0.0.1'].filter(Boolean).join(',');
  return {
    ...Object.fromEntries(callers.map((name) => [name, undefined])),
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: region,
    // The name that the aws command line version 1 and boto3 read.
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: direct,
    no_proxy: direct,
  };
}
