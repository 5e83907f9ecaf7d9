import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { parseImageReference } from '../../../images/image-reference';
import { isFargate, type DefinitionRule } from './definition-rules';
import { API, CODES, firstOf, GUIDE, NAME, twice, words, type Words } from './rule';

const CONTAINER = `${API}/API_ContainerDefinition.html`;
const NETWORKING = `${GUIDE}/task-networking-awsvpc.html`;
const KLOTHO = 'https://github.com/klothoplatform/klotho/issues/892';
const FARGATE = `${GUIDE}/fargate-tasks-services.html`;

/** Looks at one container of a definition at a time. */
function each(
  member: string,
  source: string,
  refuses: (container: ContainerDefinition, definition: RegisterTaskDefinitionRequest) => Words,
): DefinitionRule {
  return {
    member: `containerDefinitions.${member}`,
    code: CODES.CLIENT,
    source,
    refuses: (input) => firstOf(input.containerDefinitions, (container) => refuses(container, input)),
  };
}

/** "Invalid 'containerPort' setting for container 'container_1'.": https://github.com/aws/aws-cli/issues/7288 */
const invalid = (setting: string, { name }: ContainerDefinition) =>
  `Invalid '${setting}' setting for container '${name}'.`;

/** A number of a container, with the least and the most that it may be. */
function number(
  member: 'cpu' | 'memory' | 'memoryReservation' | 'startTimeout' | 'stopTimeout',
  least: number,
  most = Infinity,
): DefinitionRule {
  return each(member, CONTAINER, (container) => {
    const value = container[member];
    return words(value !== undefined && (value < least || value > most), invalid(member, container));
  });
}

/** Letters, digits and `-_:./#`; a digest after `@` does not count. */
const IMAGE = /^[\w:./#-]*$/;
const MOST_IMAGE = 255;

/** What each container of a task definition must be. */
export const CONTAINER_RULES: readonly DefinitionRule[] = [
  each('name', CONTAINER, ({ name }) => words(!name, 'Container.name should not be null or empty.')),
  each('name', CONTAINER, ({ name = '' }) => words(!NAME.test(name), `Invalid container name '${name}'.`)),
  {
    member: 'containerDefinitions.name',
    code: CODES.CLIENT,
    source: CONTAINER,
    refuses: ({ containerDefinitions = [] }) => {
      const name = twice(containerDefinitions.map((container) => container.name));
      return words(name !== undefined, `Container name '${name}' is not unique.`);
    },
  },
  each('image', CONTAINER, ({ image }) => words(!image, 'Container.image should not be null or empty.')),
  each('image', 'https://github.com/hashicorp/terraform-provider-aws/issues/22629', ({ image = '' }) =>
    words(
      image.split('@')[0]!.length > MOST_IMAGE,
      `Container.image should be ${MOST_IMAGE} characters or less`,
    ),
  ),
  each('image', CONTAINER, ({ image = '' }) => {
    const [name = '', digest] = image.split('@', 2);
    const isWrong = !IMAGE.test(name) || (digest !== undefined && !/^sha256:[0-9a-fA-F]{64}$/.test(digest));
    return words(isWrong, 'Container.image contains invalid characters.');
  }),
  each('memory', 'https://github.com/sil-org/ecs-deploy/issues/59', (container, definition) =>
    words(
      definition.memory === undefined &&
        container.memory === undefined &&
        container.memoryReservation === undefined,
      `Invalid setting for container '${container.name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    ),
  ),
  number('cpu', 0),
  number('memory', 6),
  number('memoryReservation', 6),
  each('memoryReservation', CONTAINER, (container) =>
    words(
      container.memory !== undefined && (container.memoryReservation ?? 0) > container.memory,
      `Invalid setting for container '${container.name}'. 'memory' must be greater than 'memoryReservation'.`,
    ),
  ),
  number('startTimeout', 2, 120),
  number('stopTimeout', 2, 120),
  each('portMappings.containerPort', 'https://github.com/aws/aws-cli/issues/7288', (container) =>
    firstOf(container.portMappings, ({ containerPort, containerPortRange }) =>
      words(
        containerPortRange === undefined && !isPort(containerPort, 1),
        invalid('containerPort', container),
      ),
    ),
  ),
  each('portMappings.hostPort', `${API}/API_PortMapping.html`, (container) =>
    firstOf(container.portMappings, ({ hostPort }) =>
      words(hostPort !== undefined && !isPort(hostPort, 0), invalid('hostPort', container)),
    ),
  ),
  each(
    'portMappings.hostPort',
    'https://github.com/aws/amazon-ecs-cli/issues/1014',
    ({ portMappings }, { networkMode }) =>
      firstOf(portMappings, ({ hostPort, containerPort }) =>
        words(
          networkMode === 'awsvpc' && hostPort !== undefined && hostPort !== containerPort,
          'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
        ),
      ),
  ),
  each(
    'secrets.name',
    'https://github.com/dagster-io/dagster/issues/11622',
    ({ secrets, environment = [] }) =>
      firstOf(secrets, ({ name }) =>
        words(
          environment.some((variable) => variable.name === name),
          `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`,
        ),
      ),
  ),
  each('secrets.name', 'https://github.com/CircleCI-Public/aws-ecs-orb/issues/210', ({ secrets = [] }) => {
    const name = twice(secrets.map((secret) => secret.name));
    return words(
      name !== undefined,
      `Duplicate secret names found: ${name}. Each secret name must be unique.`,
    );
  }),
  each(
    'secrets',
    'https://github.com/fabfuel/ecs-deploy/issues/87',
    ({ secrets = [] }, { executionRoleArn }) =>
      words(
        secrets.length > 0 && !executionRoleArn,
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
      ),
  ),
  each('image', 'https://github.com/hashicorp/terraform-provider-aws/issues/3051', ({ image = '' }, input) =>
    words(
      isFargate(input) && !input.executionRoleArn && parseImageReference(image) !== undefined,
      'Fargate requires task definition to have execution role ARN to support ECR images.',
    ),
  ),
  each(
    'mountPoints',
    'https://github.com/ansible/ansible/issues/35751',
    ({ mountPoints }, { volumes = [] }) =>
      firstOf(mountPoints, ({ sourceVolume }) =>
        words(
          !volumes.some(({ name }) => name === sourceVolume),
          `Unknown volume '${sourceVolume ?? 'null'}'.`,
        ),
      ),
  ),
  each('mountPoints.containerPath', `${API}/API_MountPoint.html`, (container) =>
    firstOf(container.mountPoints, ({ containerPath }) =>
      words(!containerPath, invalid('containerPath', container)),
    ),
  ),
  each('dependsOn', KLOTHO, ({ dependsOn }, { containerDefinitions = [] }) =>
    firstOf(dependsOn, ({ condition, containerName }) =>
      words(
        (condition === 'SUCCESS' || condition === 'COMPLETE') &&
          containerDefinitions.find(({ name }) => name === containerName)?.essential !== false,
        'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
      ),
    ),
  ),
  ...(
    [
      ['links', 'Links are not supported when networkMode=awsvpc.'],
      ['extraHosts', 'Extra hosts are not supported when networkMode=awsvpc.'],
      ['dnsServers', 'DNS servers are not supported on container when networkMode=awsvpc.'],
      ['dnsSearchDomains', 'DNS search domains are not supported on container when networkMode=awsvpc.'],
      ['hostname', 'hostname is not supported on container when networkMode=awsvpc.'],
    ] as const
  ).map(([member, text]) =>
    each(member, NETWORKING, (container, { networkMode }) =>
      words(networkMode === 'awsvpc' && isGiven(container[member]), text),
    ),
  ),
  ...(['privileged', 'disableNetworking', 'dockerSecurityOptions'] as const).map((member) =>
    each(member, FARGATE, (container, input) =>
      words(
        isFargate(input) && isGiven(container[member]),
        `Tasks using the Fargate launch type do not support ${member}.`,
      ),
    ),
  ),
  each('resourceRequirements', FARGATE, ({ resourceRequirements = [] }, input) =>
    words(
      isFargate(input) && resourceRequirements.some(({ type }) => type === 'GPU'),
      'Tasks using the Fargate launch type do not support GPU resource requirements.',
    ),
  ),
  each('linuxParameters', `${API}/API_LinuxParameters.html`, ({ linuxParameters = {} }, input) =>
    firstOf(['devices', 'sharedMemorySize', 'maxSwap', 'swappiness'] as const, (member) =>
      words(
        isFargate(input) && isGiven(linuxParameters[member]),
        `Tasks using the Fargate launch type do not support ${member}.`,
      ),
    ),
  ),
  each('linuxParameters.capabilities', `${API}/API_KernelCapabilities.html`, ({ linuxParameters }, input) =>
    firstOf(linuxParameters?.capabilities?.add, (capability) =>
      words(
        isFargate(input) && capability !== 'SYS_PTRACE',
        'Tasks using the Fargate launch type only support adding the SYS_PTRACE kernel capability.',
      ),
    ),
  ),
];

const isPort = (port: number | undefined, least: number) =>
  port !== undefined && port >= least && port <= 65_535;

/** An empty list, an empty text and `false` say nothing. */
const isGiven = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false;
