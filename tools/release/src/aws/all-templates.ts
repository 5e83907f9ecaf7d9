import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { readTemplate } from './template';

/** The newest revision of every service's template, by service. A service without one is left out. */
export async function readTemplates(
  clients: Pick<AwsClients, 'ecs'>,
  environment: Environment,
): Promise<{ readonly [service: string]: string }> {
  const all = await Promise.all(
    Object.keys(environment.services).map(async (service) => {
      const template = await readTemplate(clients, environment, service);
      return template ? [[service, template.arn] as const] : [];
    }),
  );
  return Object.fromEntries(all.flat());
}
