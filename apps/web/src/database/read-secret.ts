/** In all, tries included: a request is waiting for the connection. */
const PATIENCE_MS = 3_000;

/**
 * The password in a secret that RDS manages, with the credentials of the task's role. The SDK is loaded here and not
 * before: an app whose password does not change never needs it.
 *
 * @throws Error of AWS, or one that says what is wrong with the secret; none holds any of its value
 */
export async function readSecret(arn: string): Promise<string> {
  // The SDK would print what its later versions need of Node, on lines that are no JSON.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ region: regionOf(arn), maxAttempts: 2 });
  try {
    const request = new GetSecretValueCommand({ SecretId: arn });
    const { SecretString } = await client.send(request, { abortSignal: AbortSignal.timeout(PATIENCE_MS) });
    return passwordIn(SecretString, arn);
  } finally {
    client.destroy();
  }
}

/** @throws Error for what is no ARN of a secret */
export function regionOf(arn: string): string {
  const [, , service, region] = arn.split(':');
  if (service === 'secretsmanager' && region) return region;
  throw new Error(
    `DATABASE_SECRET_ARN is "${arn}", which is no ARN of a secret. It looks like arn:aws:secretsmanager:eu-west-1:111111111111:secret:name.`,
  );
}

/** RDS writes `{"username": …, "password": …}`: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html */
export function passwordIn(secret: string | undefined, arn: string): string {
  let password: unknown;
  try {
    password = (JSON.parse(secret ?? '') as { readonly password?: unknown } | null)?.password;
  } catch {
    // Its message would repeat what could not be read.
  }
  if (typeof password === 'string' && password) return password;
  throw new Error(
    `The secret ${arn} holds no JSON with a "password". DATABASE_SECRET_ARN must name the one that RDS keeps.`,
  );
}
