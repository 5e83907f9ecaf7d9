import { defineEnvironment, type EnvironmentSpec } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import type { OpenEnvironment } from '@slipway/tool-aws';

type Calls = { readonly [client in keyof AwsClients]?: object };

/** For specs: an environment, and of each client only the calls that a test expects. */
export function sampleOpenEnvironment(calls: Calls, spec: Partial<EnvironmentSpec> = {}): OpenEnvironment {
  const clients = Object.fromEntries(
    Object.entries(calls).map(([name, client]) => [name, () => Promise.resolve(client)]),
  );
  const environment = defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'staging.acme.example' },
    services: { web: { scaling: { min: 1, max: 4 } } },
    ...spec,
  });
  return { environment, clients: clients as unknown as AwsClients };
}
