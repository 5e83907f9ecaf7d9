import type { Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import { templateFamily, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** The newest revision of a service's template. */
export interface Template {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** @returns undefined when the family has no active revision */
export async function readTemplate(
  clients: Pick<AwsClients, 'ecs'>,
  environment: Environment,
  service: string,
): Promise<Template | undefined> {
  const ecs = await clients.ecs();
  try {
    const { taskDefinition, tags } = await ecs.describeTaskDefinition({
      taskDefinition: templateFamily(environment, service),
      include: ['TAGS'],
    });
    if (taskDefinition?.taskDefinitionArn === undefined || taskDefinition.status !== 'ACTIVE')
      return undefined;
    return { arn: taskDefinition.taskDefinitionArn, definition: taskDefinition, tags: tags ?? [] };
  } catch (error) {
    // ECS's word for a family that it does not have: "Unable to describe task definition."
    if ((error as Error).name === 'ClientException') return undefined;
    throw error;
  }
}
