import type {
  Compatibility,
  ContainerDefinition,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { clientError } from './ecs-error';
import { checkFargateSize, inUnits } from './fargate-sizes';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/**
 * A task definition with AWS's defaults filled in. Whether its roles, images and secrets exist is not asked until a
 * task of it starts, as on AWS.
 *
 * @throws EcsError for what AWS would not register
 */
export function newDefinition(
  input: RegisterTaskDefinitionRequest,
): TaskDefinition & { readonly family: string } {
  const { tags: _, ...definition } = input;
  const { family, containerDefinitions = [], requiresCompatibilities } = definition;
  if (!family) throw clientError('Family can not be blank.');
  if (!NAME.test(family)) {
    throw clientError(
      'Family should only contain alphanumeric characters (both lower- and upper-case), hyphens and underscores, and be at most 255 characters long.',
    );
  }
  const isFargate = requiresCompatibilities?.includes('FARGATE') === true;
  if (isFargate) checkFargate(definition);
  checkContainers(containerDefinitions, { isFargate, hasMemory: definition.memory !== undefined });

  const compatibilities: Compatibility[] =
    definition.networkMode === 'awsvpc' && definition.cpu && definition.memory ? ['EC2', 'FARGATE'] : ['EC2'];
  return {
    ...definition,
    family,
    ...(definition.cpu !== undefined && { cpu: String(inUnits(definition.cpu, /^([\d.]+) ?vcpu$/i)) }),
    ...(definition.memory !== undefined && { memory: String(inUnits(definition.memory, /^([\d.]+) ?gb$/i)) }),
    containerDefinitions: containerDefinitions.map((container) =>
      withDefaults(container, definition.networkMode),
    ),
    volumes:
      definition.volumes?.map((volume) =>
        Object.keys(volume).length > 1 ? volume : { ...volume, host: {} },
      ) ?? [],
    placementConstraints: definition.placementConstraints ?? [],
    requiresAttributes: [],
    compatibilities,
  };
}

function checkFargate({ cpu, memory, networkMode }: RegisterTaskDefinitionRequest): void {
  if (networkMode !== 'awsvpc') {
    throw clientError("Fargate only supports network mode 'awsvpc'.");
  }
  checkFargateSize(cpu, memory);
}

function checkContainers(
  containers: readonly ContainerDefinition[],
  { isFargate, hasMemory }: { readonly isFargate: boolean; readonly hasMemory: boolean },
): void {
  if (containers.length === 0) throw clientError('Container list cannot be empty.');
  const names = new Set<string>();
  for (const { name, image, memory, memoryReservation } of containers) {
    if (!name) throw clientError('Container.name should not be null or empty.');
    if (!NAME.test(name)) throw clientError(`Invalid container name '${name}'.`);
    if (names.has(name)) throw clientError(`Container name '${name}' is not unique.`);
    if (!image) throw clientError('Container.image should not be null or empty.');
    if (!isFargate && !hasMemory && memory === undefined && memoryReservation === undefined) {
      throw clientError(
        "Invalid setting for container '" +
          `${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
      );
    }
    names.add(name);
  }
  if (containers.every(({ essential }) => essential === false)) {
    throw clientError('At least one container must be essential.');
  }
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
