import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** A service's parameter: which one and at which version, never its value. */
export interface ServiceParameter {
  /** Environment variable that it fills: the last part of its path. */
  readonly name: string;
  readonly arn: string;
  readonly version: number;
}

export function parameterPath({ app, name }: Pick<Environment, 'app' | 'name'>, service: string): string {
  return `/${app}/${name}/${service}/`;
}

/** Sorted by name. Values stay encrypted in AWS: only a starting task gets to see them. */
export async function readParameters(
  clients: Pick<AwsClients, 'ssm'>,
  environment: Pick<Environment, 'app' | 'name'>,
  service: string,
): Promise<readonly ServiceParameter[]> {
  const ssm = await clients.ssm();
  const path = parameterPath(environment, service);
  const found: ServiceParameter[] = [];
  let token: string | undefined;
  do {
    const page = await ssm.getParametersByPath({ Path: path, WithDecryption: false, NextToken: token });
    for (const { Name = '', ARN = '', Version = 0 } of page.Parameters ?? []) {
      found.push({ name: Name.slice(Name.lastIndexOf('/') + 1), arn: ARN, version: Version });
    }
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
