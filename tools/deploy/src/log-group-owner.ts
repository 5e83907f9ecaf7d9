import { logGroupName, type Environment } from '@slipway/core';
import { awsClients, type AwsTarget } from '@slipway/tool-aws';
import { Failure } from '@slipway/tool-terminal';

/** A log group that another app made. */
export interface TakenLogGroup {
  readonly name: string;
  readonly app: string;
}

/**
 * Looks for log groups of this environment's names that another app has in the account: they are called
 * `/ecs/<env>/<service>`, without the app. Whoever is not allowed to look does not find, nor is a group without Slipway's
 * tags told as somebody's.
 */
export async function takenLogGroup(
  { app, name, aws }: Environment,
  variables: AwsTarget['variables'],
): Promise<TakenLogGroup | undefined> {
  const { account, region } = aws;
  try {
    const logs = await awsClients({ account, region, variables }).logs();
    const { logGroups = [] } = await logs.describeLogGroups({
      logGroupNamePrefix: logGroupName({ name }, ''),
    });
    for (const { logGroupName: group = '' } of logGroups) {
      const resourceArn = `arn:aws:logs:${region}:${account}:log-group:${group}`;
      const { tags = {} } = await logs.listTagsForResource({ resourceArn });
      if (tags.app !== undefined && tags.app !== app) return { name: group, app: tags.app };
    }
  } catch {
    // Without the right to look, AWS refuses the group's name in the apply.
  }
  return undefined;
}

/** @throws Failure `guard` when another app's environment of the same name is in the account and region */
export function guardLogGroups({ app, name, aws }: Environment, taken: TakenLogGroup): void {
  throw new Failure(
    'guard',
    [
      `Log group ${taken.name} in account ${aws.account} belongs to the app "${taken.app}". Log groups are named after the environment without its app, so "${name}" of "${app}" would want the same names. Nothing was changed.`,
      'Rename this environment (its folder, and name in its environment.ts), or give it an account or a region of its own.',
    ].join('\n'),
  );
}
