import { parseSecretName, taskFamily } from '@slipway/core';
import type { OpenEnvironment } from '@slipway/tool-aws';

/** SSM takes so many at once. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
const DELETED_AT_ONCE = 10;

/** Names of parameters as one call after the other takes them. */
function inCalls(names: readonly string[]): readonly string[][] {
  const calls = Math.ceil(names.length / DELETED_AT_ONCE);
  return Array.from({ length: calls }, (_, call) =>
    names.slice(call * DELETED_AT_ONCE, (call + 1) * DELETED_AT_ONCE),
  );
}

/** Deregisters what releases registered: Terraform does not know of it, and nothing runs it any more. */
export async function forgetTaskDefinitions({ environment, clients }: OpenEnvironment): Promise<void> {
  const ecs = await clients.ecs();
  for (const service of Object.keys(environment.services)) {
    // A family, and not what merely begins with its name.
    const family = taskFamily(environment, service);
    let nextToken: string | undefined;
    const arns: string[] = [];
    do {
      const page = await ecs.listTaskDefinitions({ familyPrefix: family, status: 'ACTIVE', nextToken });
      arns.push(...(page.taskDefinitionArns ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const own = arns.filter((arn) => arn.slice(arn.indexOf('/') + 1).startsWith(`${family}:`));
    for (const taskDefinition of own) await ecs.deregisterTaskDefinition({ taskDefinition });
  }
}

/**
 * Removes all values of all secrets, also those that earlier releases ran with. The key that encrypts them goes with the
 * environment; without it nobody can read them, and a later deploy would find names without values.
 */
export async function forgetSecrets(open: OpenEnvironment): Promise<void> {
  const ssm = await open.clients.ssm();
  for (const Names of inCalls(await parameterNames(open))) await ssm.deleteParameters({ Names });
}

/** Service to the secrets that have a value in SSM, set now or earlier. */
export async function secretsOf(open: OpenEnvironment): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = await parameterNames(open);
  const found = Object.keys(open.environment.services).map((service) => {
    const variables = names.flatMap(
      (name) => parseSecretName(open.environment, service, name)?.variable ?? [],
    );
    return [service, [...new Set(variables)].sort()] as const;
  });
  return new Map(found.filter(([, variables]) => variables.length > 0));
}

async function parameterNames({ environment, clients }: OpenEnvironment): Promise<readonly string[]> {
  const ssm = await clients.ssm();
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ssm.getParametersByPath({
      Path: `/${environment.app}/${environment.name}/`,
      Recursive: true,
      NextToken,
    });
    names.push(...(page.Parameters ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return names;
}
