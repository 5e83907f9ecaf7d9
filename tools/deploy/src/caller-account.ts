import { explain, type FailureContext } from '@slipway/tool-terraform';

/**
 * The AWS account that the credentials belong to, by STS GetCallerIdentity, which needs no permission.
 *
 * @param credentials variables of the embedded cloud; `undefined` for the usual chain of the AWS SDK
 * @throws Failure `credentials` when there are none, or AWS does not take them
 */
export async function callerAccount(
  region: string,
  credentials: { readonly [name: string]: string | undefined } | undefined,
  context: FailureContext,
): Promise<string> {
  // The version is pinned; that a later one will want a newer Node is no news for the person at the terminal.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const sts = new STSClient({
    region,
    ...(credentials && {
      endpoint: credentials.AWS_ENDPOINT_URL,
      credentials: {
        accessKeyId: credentials.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY ?? '',
        sessionToken: credentials.AWS_SESSION_TOKEN,
      },
    }),
  });
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    throw explain([{ severity: 'error', summary: reason(error), detail: '' }], context);
  } finally {
    sts.destroy();
  }
}

/** The SDK's words for "nothing found" are mapped to Terraform's, so that both read alike. */
function reason(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'CredentialsProviderError') {
    return /expired|sso/i.test(message) ? `ExpiredToken: ${message}` : 'No valid credential sources found';
  }
  return `${name}: ${message}`;
}
