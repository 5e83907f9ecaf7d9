import { goneOf, type AwsClients } from '@slipway/tool-aws';

/**
 * Which of these task definitions can start no task any more. ECS keeps those that were deregistered as `INACTIVE`, and
 * goes on starting a service's own tasks from them, but no other:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
 *
 * @param arns by service
 * @returns family and revision, by service, of those alone
 */
export async function definitionsGone(
  clients: Pick<AwsClients, 'ecs'>,
  arns: { readonly [service: string]: string },
): Promise<{ readonly [service: string]: string }> {
  const ecs = await clients.ecs();
  const looked = await Promise.all(
    Object.entries(arns).map(async ([service, arn]): Promise<readonly [string, string][]> => {
      const found = [[service, arn.slice(arn.lastIndexOf('/') + 1)] as [string, string]];
      try {
        const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: arn });
        return taskDefinition?.status === 'ACTIVE' ? [] : found;
      } catch (error) {
        if (goneOf(error) === undefined) throw error;
        return found;
      }
    }),
  );
  return Object.fromEntries(looked.flat());
}
