import { outboundAgent } from '@slipway/tool-outbound';
import type { AwsTarget } from './aws-access';
import { proxiedCredentials } from './proxied-credentials';

/**
 * Retries in all: enough to sit out a minute of throttling (waits double from 0.5 s up to 20 s, each a random part of it).
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const ATTEMPTS = 8;

/** A connection that is not there after this is not coming; an answer may take longer, but not this long. */
const CONNECT_MS = 5_000;
const ANSWER_MS = 60_000;

/**
 * What every client is made with. Of the process's own variables only proxy and authorities are read here, and none is
 * written; the target's come before them.
 *
 * @throws Failure `usage` when a file of authorities that the environment names cannot be read
 */
export function clientSettings(
  { region, variables = {} }: Omit<AwsTarget, 'account'>,
  env: NodeJS.ProcessEnv = process.env,
) {
  const endpoint = variables.AWS_ENDPOINT_URL;
  // The SDKs heed neither HTTPS_PROXY nor AWS_CA_BUNDLE by themselves.
  const agent = outboundAgent({ ...env, ...variables });
  const requestHandler = {
    connectionTimeout: CONNECT_MS,
    requestTimeout: ANSWER_MS,
    throwOnRequestTimeout: true,
    ...(agent && { httpAgent: agent, httpsAgent: agent }),
  };
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables;
  return {
    region,
    // Counts throttled answers and slows down by itself, for all calls of one client together.
    retryMode: 'adaptive',
    maxAttempts: ATTEMPTS,
    // Connections are kept alive by default.
    requestHandler,
    ...(accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey, sessionToken: variables.AWS_SESSION_TOKEN } }
      : agent && { credentials: proxiedCredentials(requestHandler, variables.AWS_PROFILE) }),
    ...(variables.AWS_PROFILE && { profile: variables.AWS_PROFILE }),
    // Whatever the caller's own AWS settings ask for is about AWS's endpoints, not about this one.
    ...(endpoint && { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
  };
}

/** S3 names a bucket by its host, which an endpoint on loopback cannot have. */
export function s3Settings(target: Omit<AwsTarget, 'account'>, env: NodeJS.ProcessEnv = process.env) {
  const settings = clientSettings(target, env);
  return settings.endpoint ? { ...settings, forcePathStyle: true } : settings;
}
