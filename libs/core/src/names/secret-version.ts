import type { Environment, EnvironmentId } from '../environment';
import { parameterName, parameterPath } from './service-names';

/**
 * Name in SSM of one version of a secret. It is written once and never over, so that whatever names it means one value.
 * It lies below the service's path, which the execution role reads.
 *
 * @param version from 1; never used twice for one variable
 */
export function secretVersionName(
  id: EnvironmentId,
  service: string,
  variable: string,
  version: number,
): string {
  return `${parameterName(id, service, variable)}/v${version}`;
}

/** ARN of {@link secretVersionName}, as a task definition names it. */
export function secretVersionArn(
  environment: Pick<Environment, 'app' | 'name'> & {
    readonly aws: Pick<Environment['aws'], 'account' | 'region'>;
  },
  service: string,
  variable: string,
  version: number,
): string {
  const { account, region } = environment.aws;
  return `arn:aws:ssm:${region}:${account}:parameter${secretVersionName(environment, service, variable, version)}`;
}

/** What a parameter below a service's path is. */
export interface SecretParameter {
  readonly variable: string;
  /** @default it is the plain parameter, which has no version in its name and holds what is set now */
  readonly version?: number;
}

/** @returns `undefined` for what is neither a plain parameter nor a version of one */
export function parseSecretName(
  id: EnvironmentId,
  service: string,
  name: string,
): SecretParameter | undefined {
  const path = `${parameterPath(id, service)}/`;
  if (!name.startsWith(path)) return undefined;
  const [, variable, version] = /^([^/]+)(?:\/v([1-9]\d*))?$/.exec(name.slice(path.length)) ?? [];
  if (variable === undefined) return undefined;
  return version === undefined ? { variable } : { variable, version: Number(version) };
}
