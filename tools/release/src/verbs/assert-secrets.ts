import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { Failure } from '@slipway/tool-terminal';
import { readParameters } from '../aws/parameters';
import { readTemplate } from '../aws/template';
import { secretProblems } from '../steps/prepare';

/**
 * For whoever is about to build: a release of that would be refused. Without a template there is nothing to say yet.
 *
 * @throws Failure `refused` that names the secrets that are required and not set, and how each is set
 */
export async function assertSecrets(
  environment: Environment,
  clients: Pick<AwsClients, 'ecs' | 'ssm'>,
): Promise<void> {
  const problems = await Promise.all(
    Object.keys(environment.services).map(async (service) => {
      const [template, parameters] = await Promise.all([
        readTemplate(clients, environment, service),
        readParameters(clients, environment, service),
      ]);
      return template ? secretProblems({ environment }, service, { template, parameters }) : [];
    }),
  );
  const all = problems.flat();
  if (all.length > 0) throw new Failure('refused', ['Nothing was built or released.', ...all].join('\n'));
}
