import { physicalName, type Environment } from '@slipway/core';
import type { OpenEnvironment } from '@slipway/tool-aws';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { checkNames } from './config-names';
import type { Values } from './dotenv';
import { serviceOf } from './names';

/** A secret, as far as anybody may know of it. */
export interface ConfigEntry {
  readonly name: string;
  /** Counts its changes. */
  readonly version: number;
  /** ISO 8601. */
  readonly changedAt: string;
}

/** SSM's own limit for a value; `Intelligent-Tiering` pays for more than 4 KB only where it is needed. */
const LARGEST_BYTES = 8192;

export function parameterOf({ app, name }: Environment, service: string, secret: string): string {
  return `/${app}/${name}/${service}/${secret}`;
}

/** What is set for a service, by name, and what a release will miss. Values stay in AWS. */
export async function listConfig(
  { environment, clients }: OpenEnvironment,
  service?: string,
): Promise<{ readonly entries: readonly ConfigEntry[]; readonly missing: readonly string[] }> {
  const { name, settings } = serviceOf(environment, service);
  const [client, { paginateGetParametersByPath }] = await Promise.all([
    clients.ssm(),
    import('@aws-sdk/client-ssm'),
  ]);
  const entries: ConfigEntry[] = [];
  const wanted = { Path: parameterOf(environment, name, ''), WithDecryption: false };
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, wanted)) {
    for (const { Name = '', Version = 0, LastModifiedDate } of Parameters) {
      entries.push({
        name: Name.slice(Name.lastIndexOf('/') + 1),
        version: Version,
        changedAt: LastModifiedDate?.toISOString() ?? '',
      });
    }
  }
  entries.sort((a, b) => a.name.localeCompare(b.name));
  return {
    entries,
    missing: settings.secrets.filter((secret) => !entries.some((entry) => entry.name === secret)),
  };
}

/** @returns the value. @throws Failure `usage` when it is not set */
export async function getConfig(open: OpenEnvironment, secret: string, service?: string): Promise<string> {
  const { environment, clients } = open;
  const { name } = serviceOf(environment, service);
  const ssm = await clients.ssm();
  try {
    const { Parameter } = await ssm.getParameter({
      Name: parameterOf(environment, name, secret),
      WithDecryption: true,
    });
    return Parameter?.Value ?? '';
  } catch (error) {
    if ((error as Error).name !== 'ParameterNotFound') throw error;
    throw new Failure(
      'usage',
      `${secret} is not set for ${name} of "${environment.name}". See what is: ${npxSlipway('config', 'list', environment.name)}`,
    );
  }
}

/** Keeps secrets, encrypted with the environment's key, whose use the service's own role is limited to. */
export async function setConfig(open: OpenEnvironment, values: Values, service?: string): Promise<void> {
  const { environment, clients } = open;
  const { name } = serviceOf(environment, service);
  checkNames(environment, name, [...values.keys()]);
  checkValues(values);
  const ssm = await clients.ssm();
  for (const [secret, Value] of values) {
    await ssm.putParameter({
      Name: parameterOf(environment, name, secret),
      Value,
      Type: 'SecureString',
      KeyId: `alias/${physicalName('key', environment)}`,
      Tier: 'Intelligent-Tiering',
      Overwrite: true,
    });
  }
}

/** @returns those that were set until now. @throws Failure `refused` for one that the environment requires */
export async function unsetConfig(
  open: OpenEnvironment,
  names: readonly string[],
  service?: string,
): Promise<readonly string[]> {
  const { environment, clients } = open;
  const { name, settings } = serviceOf(environment, service);
  const required = names.filter((secret) => settings.secrets.includes(secret));
  if (required.length > 0) {
    throw new Failure(
      'refused',
      `No release is made without ${required.join(', ')}: services.${name}.secrets in environments/${environment.name}/environment.ts requires it. Nothing was changed.\nRemove it there first.`,
    );
  }
  const ssm = await clients.ssm();
  const removed: string[] = [];
  // DeleteParameters takes 10 at a time.
  for (let from = 0; from < names.length; from += 10) {
    const { DeletedParameters = [] } = await ssm.deleteParameters({
      Names: names.slice(from, from + 10).map((secret) => parameterOf(environment, name, secret)),
    });
    removed.push(...DeletedParameters.map((parameter) => parameter.slice(parameter.lastIndexOf('/') + 1)));
  }
  return removed.sort();
}

function checkValues(values: Values): void {
  for (const [name, value] of values) {
    const bytes = Buffer.byteLength(value);
    if (bytes > 0 && bytes <= LARGEST_BYTES) continue;
    const what = bytes === 0 ? 'is empty' : `has ${bytes} bytes, and SSM keeps at most ${LARGEST_BYTES}`;
    throw new Failure('usage', `The value of ${name} ${what}. Nothing was changed.`);
  }
}
