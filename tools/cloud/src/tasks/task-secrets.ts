import type { Secret } from '@aws-sdk/client-ecs';
import type { Backend } from '../gateway/backend';
import type { AccountOptions } from '../credentials';
import { parseSecretReference, type SecretReference } from './secret-reference';

type Parameter = Extract<SecretReference, { kind: 'parameter' }>;
type Stored = Extract<SecretReference, { kind: 'secret' }>;

/** GetParameters takes no more in one call. */
const PARAMETERS_A_CALL = 10;

/**
 * Values of a container's secrets, by the variables that they become.
 *
 * @throws Error in AWS's words, with what could not be had.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
 */
export async function readSecrets(
  backend: Backend,
  where: AccountOptions,
  secrets: readonly Secret[],
): Promise<{ [variable: string]: string }> {
  const wanted = secrets.map(({ name = '', valueFrom = '' }) => ({
    name,
    reference: parseSecretReference(valueFrom),
  }));
  const parameters = wanted.map(({ reference }) => reference).filter((one) => one.kind === 'parameter');
  const values = await readParameters(backend, where, parameters);
  const entries = await Promise.all(
    wanted.map(async ({ name, reference }) => {
      const value =
        reference.kind === 'secret'
          ? await readStored(backend, where, reference)
          : (values.get(keyOf(reference, where)) ?? '');
      return [name, value] as const;
    }),
  );
  return Object.fromEntries(entries);
}

const keyOf = ({ region, name }: Parameter, where: AccountOptions) => `${region ?? where.region} ${name}`;

async function readParameters(
  backend: Backend,
  where: AccountOptions,
  wanted: readonly Parameter[],
): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  const invalid: string[] = [];
  for (const region of new Set(wanted.map((parameter) => parameter.region ?? where.region))) {
    const inRegion = wanted.filter((parameter) => (parameter.region ?? where.region) === region);
    const names = [...new Set(inRegion.map(({ name }) => name))];
    for (let at = 0; at < names.length; at += PARAMETERS_A_CALL) {
      const call = { Names: names.slice(at, at + PARAMETERS_A_CALL), WithDecryption: true };
      const { parameters } = backend.in({ account: where.account, region });
      const answer = await parameters.getParameters(call).catch((error: Error) => {
        throw refused(`unable to retrieve secrets from ssm: service call has been retried 1 time(s)`, error);
      });
      for (const { Name = '', Value = '' } of answer.Parameters ?? []) values.set(`${region} ${Name}`, Value);
      invalid.push(...(answer.InvalidParameters ?? []));
    }
  }
  if (invalid.length > 0) {
    throw unable(
      `unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: ${invalid.join(', ')}`,
    );
  }
  return values;
}

async function readStored(backend: Backend, where: AccountOptions, reference: Stored): Promise<string> {
  const { arn, region, jsonKey, versionId, versionStage } = reference;
  const failed = 'unable to retrieve secret from asm: service call has been retried 1 time(s)';
  const answer = await backend
    .in({ account: where.account, region })
    .secrets.getSecretValue({
      SecretId: arn,
      ...(versionId ? { VersionId: versionId } : {}),
      ...(versionStage ? { VersionStage: versionStage } : {}),
    })
    .catch((error: Error) => {
      throw refused(`${failed}: failed to fetch secret ${arn} from secrets manager`, error);
    });
  const text = answer.SecretString ?? '';
  return jsonKey === undefined ? text : fieldOf(text, jsonKey, arn, failed);
}

function fieldOf(text: string, key: string, arn: string, failed: string): string {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    throw unable(`${failed}: failed to parse json of secret ${arn} for key ${key}`);
  }
  const value = typeof fields === 'object' && fields !== null ? Reflect.get(fields, key) : undefined;
  if (value === undefined) {
    throw unable(`${failed}: retrieved secret from Secrets Manager did not contain json key ${key}`);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const refused = (what: string, { name, message }: Error) => unable(`${what}: ${name}: ${message}`);

const unable = (what: string) =>
  new Error(
    `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ${what}`,
  );
