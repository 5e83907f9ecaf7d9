import { awsFailure, clientSettings, type AwsFailureContext, type AwsVariables } from '@slipway/tool-aws';
import { Failure } from '@slipway/tool-terminal';

/** Somebody waits at a terminal, and nothing is under way yet: fewer than elsewhere. */
const ATTEMPTS = 3;

/**
 * The AWS account that the credentials belong to, by STS GetCallerIdentity, which needs no permission.
 *
 * @param variables of the embedded cloud; `undefined` for the usual chain of the AWS SDK
 * @throws Failure `credentials` when there are none, or AWS does not take them; `failed` when AWS cannot be reached
 */
export async function callerAccount(
  region: string,
  variables: AwsVariables | undefined,
  context: Pick<AwsFailureContext, 'environment' | 'cloud'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  // The version is pinned; that a later one will want a newer Node is no news for the person at the terminal.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const settings = clientSettings({ region, variables }, env);
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const sts = new STSClient({ ...settings, retryMode: 'standard', maxAttempts: ATTEMPTS });
  try {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    throw told(awsFailure(error, { ...context, safe: 'Nothing was changed.' }));
  } finally {
    sts.destroy();
  }
}

function told(error: Error): Failure {
  if (error instanceof Failure) return error;
  return new Failure(
    'failed',
    `AWS does not say which account the credentials belong to. Nothing was changed.\nAWS said: ${error.name}: ${error.message}`,
  );
}
