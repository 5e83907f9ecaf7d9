import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import type { ConfigNames, ConfigVersions } from '../record/config';
import { readParameters } from './parameters';

/** Every service's parameters, each with its version. */
export async function readParameterVersions(
  clients: Pick<AwsClients, 'ssm'>,
  environment: Environment,
): Promise<ConfigVersions> {
  const all = await Promise.all(
    Object.keys(environment.services).map(async (service) => {
      const parameters = await readParameters(clients, environment, service);
      return [service, Object.fromEntries(parameters.map(({ name, version }) => [name, version]))] as const;
    }),
  );
  return Object.fromEntries(all);
}

/** Every service's parameters by name. */
export async function readParameterNames(
  clients: Pick<AwsClients, 'ssm'>,
  environment: Environment,
): Promise<ConfigNames> {
  const versions = await readParameterVersions(clients, environment);
  return Object.fromEntries(
    Object.entries(versions).map(([service, parameters]) => [service, Object.keys(parameters)]),
  );
}
