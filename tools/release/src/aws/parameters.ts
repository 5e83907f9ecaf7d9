import { parameterPath, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** A service's parameter: which one and at which version, never its value. */
export interface ServiceParameter {
  /** Environment variable that it fills: the last part of its path. */
  readonly name: string;
  readonly arn: string;
  readonly version: number;
}

/** Sorted by name. Values stay encrypted in AWS: only a starting task gets to see them. */
export async function readParameters(
  clients: Pick<AwsClients, 'ssm'>,
  environment: Pick<Environment, 'app' | 'name'>,
  service: string,
): Promise<readonly ServiceParameter[]> {
  const ssm = await clients.ssm();
  const found: ServiceParameter[] = [];
  const pages = ssm.paginateGetParametersByPath({
    Path: `${parameterPath(environment, service)}/`,
    WithDecryption: false,
  });
  for await (const { Parameters = [] } of pages) {
    for (const { Name = '', ARN = '', Version = 0 } of Parameters) {
      found.push({ name: Name.slice(Name.lastIndexOf('/') + 1), arn: ARN, version: Version });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
