import type {
  Compatibility,
  ContainerDefinition,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { requiredAttributes } from './required-attributes';
import { cpuUnits, memoryMiB } from './fargate-sizes';

/**
 * A task definition with AWS's defaults filled in. Whether its roles, images and secrets exist is not asked until a
 * task of it starts, as on AWS.
 */
export function newDefinition(
  input: RegisterTaskDefinitionRequest,
): TaskDefinition & { readonly family: string } {
  const { tags: _, executionRoleArn, taskRoleArn, ...rest } = input;
  // Clients that have none send an empty text.
  const definition = {
    ...rest,
    ...(executionRoleArn && { executionRoleArn }),
    ...(taskRoleArn && { taskRoleArn }),
  };
  const { family = '', containerDefinitions = [] } = definition;
  const compatibilities: Compatibility[] =
    definition.networkMode === 'awsvpc' && definition.cpu && definition.memory ? ['EC2', 'FARGATE'] : ['EC2'];
  return {
    ...definition,
    family,
    ...(definition.cpu !== undefined && { cpu: String(cpuUnits(definition.cpu)) }),
    ...(definition.memory !== undefined && { memory: String(memoryMiB(definition.memory)) }),
    containerDefinitions: containerDefinitions.map((container) =>
      withDefaults(container, definition.networkMode),
    ),
    volumes:
      definition.volumes?.map((volume) =>
        Object.keys(volume).length > 1 ? volume : { ...volume, host: {} },
      ) ?? [],
    placementConstraints: definition.placementConstraints ?? [],
    requiresAttributes: requiredAttributes(definition),
    compatibilities,
  };
}

/** The provider compares what it gets with what it wrote and knows AWS's defaults. */
function withDefaults(container: ContainerDefinition, networkMode: string | undefined): ContainerDefinition {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    portMappings: (container.portMappings ?? []).map((mapping) => ({
      ...mapping,
      hostPort: mapping.hostPort ?? (networkMode === 'awsvpc' ? mapping.containerPort : 0),
      protocol: mapping.protocol ?? 'tcp',
    })),
  };
}
