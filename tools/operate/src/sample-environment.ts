import { defineEnvironment, type EnvironmentSpec } from '@slipway/core';
import { awsClients, type AwsClients, type OpenEnvironment } from '@slipway/tool-aws';

/** What AWS answers, by client and method. A call that is not here fails. */
type Answers = { readonly [client in keyof AwsClients]?: object };

type Answer = (input: object) => unknown;

interface Command {
  readonly input: object;
}

const TARGET = {
  account: '111111111111',
  region: 'eu-west-1',
  variables: { AWS_ACCESS_KEY_ID: 'AKIDSAMPLE', AWS_SECRET_ACCESS_KEY: 'sample' },
};

/**
 * For specs: an environment, and the SDK's own clients, whose requests are answered here instead of being sent. So a
 * paginator, or whatever else goes past a client's methods, meets the same answers.
 */
export function sampleOpenEnvironment(
  answers: Answers,
  spec: Partial<EnvironmentSpec> = {},
): OpenEnvironment {
  const environment = defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: { account: TARGET.account, region: TARGET.region },
    domain: { name: 'staging.acme.example' },
    services: { web: { scaling: { min: 1, max: 4 } } },
    ...spec,
  });
  const clients = Object.fromEntries(
    Object.entries(awsClients(TARGET)).map(([name, load]) => [
      name,
      async () => {
        const client = (await (load as () => Promise<object>)()) as { send: unknown };
        client.send = answering(name, answers[name as keyof AwsClients] ?? {});
        return client;
      },
    ]),
  );
  return { environment, clients: clients as unknown as AwsClients };
}

/** The answer sees a copy: a paginator goes on with the same input. */
function answering(client: string, answers: object) {
  return async (command: Command): Promise<unknown> => {
    const [, first = '', rest = ''] = /^(.)(.*)Command$/.exec(command.constructor.name) ?? [];
    const method = first.toLowerCase() + rest;
    const answer = (answers as { readonly [method: string]: Answer | undefined })[method];
    if (!answer) throw new Error(`This spec has no answer for ${client}.${method}`);
    return answer({ ...command.input });
  };
}

/** A service that has been released to, as ECS describes it. */
export const SAMPLE_SERVICE = {
  serviceName: 'web',
  status: 'ACTIVE',
  taskDefinition: 'acme-staging-web:4',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  enableExecuteCommand: true,
};

/** The ECS that such a service is in, with further answers. */
export function sampleEcs(answers: object) {
  return { describeServices: () => Promise.resolve({ services: [SAMPLE_SERVICE] }), ...answers };
}
