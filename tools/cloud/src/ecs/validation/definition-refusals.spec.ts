import { testRefusals } from './sample-refusals';

const LOG = {
  logDriver: 'awslogs',
  options: { 'awslogs-region': 'eu-west-1', 'awslogs-group': '/acme', 'awslogs-stream-prefix': 'web' },
};
const ECR = '222222222222.dkr.ecr.eu-west-1.amazonaws.com/acme';
const CONTAINER = {
  name: 'web',
  image: `${ECR}:v1`,
  memory: 512,
  environment: [{ name: 'PLAIN', value: 'text' }],
  secrets: [{ name: 'TOKEN', valueFrom: '/acme/TOKEN' }],
  portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
  mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
  linuxParameters: { initProcessEnabled: true, tmpfs: [{ containerPath: '/tmp', size: 64 }] },
  logConfiguration: LOG,
  startTimeout: 120,
  stopTimeout: 2,
};
const BASE = {
  family: 'acme-web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::222222222222:role/path/execution',
  taskRoleArn: 'arn:aws:iam::222222222222:role/task',
  runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
  volumes: [{ name: 'scratch' }],
  containerDefinitions: [CONTAINER],
  tags: [{ key: 'team', value: 'web' }],
};
/** The container with something else. */
const web = (change: object) => ({ containerDefinitions: [{ ...CONTAINER, ...change }] });
const logs = (change: object) => web({ logConfiguration: { ...LOG, ...change } });
const options = (change: object) => logs({ options: { ...LOG.options, ...change } });
const invalid = (setting: string) => `ClientException: Invalid '${setting}' setting for container 'web'.`;
const unfollowed = (member: string) => `ClientException: The embedded cloud does not follow ${member}: `;

testRefusals({
  operation: 'RegisterTaskDefinition',
  base: BASE,
  cases: [
    [{ family: undefined }, 'ClientException: Family can not be blank.'],
    [{ family: '' }, 'ClientException: Family can not be blank.'],
    [{ family: 'acme.web' }, 'ClientException: Family should only contain alphanumeric characters'],
    [{ family: 'x'.repeat(256) }, 'at most 255 characters long.'],
    [web({ command: ['x'.repeat(65_536)] }), "Max allowed length is '65536' bytes."],
    [{ containerDefinitions: [] }, 'ClientException: Container list cannot be empty.'],
    [{ containerDefinitions: undefined }, 'ClientException: Container list cannot be empty.'],
    [
      { containerDefinitions: Array.from({ length: 11 }, (_, index) => ({ name: `c${index}`, image: 'x' })) },
      'ClientException: Too many containers.',
    ],
    [web({ essential: false }), 'ClientException: At least one container must be essential.'],
    [{ networkMode: 'bridge' }, "ClientException: Fargate only supports network mode 'awsvpc'."],
    [{ networkMode: undefined }, "ClientException: Fargate only supports network mode 'awsvpc'."],
    [{ cpu: 'much' }, "ClientException: Invalid 'cpu' setting for task."],
    [{ cpu: '-256' }, "ClientException: Invalid 'cpu' setting for task."],
    [{ memory: '' }, "ClientException: Invalid 'memory' setting for task."],
    [{ memory: 'half' }, "ClientException: Invalid 'memory' setting for task."],
    [{ cpu: undefined }, "ClientException: Fargate requires that 'cpu' be defined at the task level."],
    [{ memory: '600' }, 'No Fargate configuration exists for given values: 256 CPU, 600 memory.'],
    [web({ memory: 513 }), "The 'memory' setting for container 'web' is greater than for the task."],
    [
      web({ memory: undefined, memoryReservation: 600 }),
      "The sum of all container 'memoryReservation' values cannot be greater",
    ],
    [web({ cpu: 512 }), "The sum of all container 'cpu' values cannot be greater than the value of the task"],
    [{ executionRoleArn: 'arn:aws:iam::1:role/x' }, 'ClientException: Role is not valid.'],
    [{ taskRoleArn: 'arn:aws:iam::222222222222:user/x' }, 'ClientException: Role is not valid.'],
    [{ ephemeralStorage: { sizeInGiB: 20 } }, 'must be between 21 GiB and 200 GiB.'],
    [{ ephemeralStorage: { sizeInGiB: 201 } }, 'must be between 21 GiB and 200 GiB.'],
    [{ ipcMode: 'host' }, 'ClientException: Tasks using the Fargate launch type do not support ipcMode.'],
    [{ pidMode: 'host' }, "do not support pidMode 'host'."],
    [
      { placementConstraints: Array.from({ length: 11 }, () => ({ type: 'memberOf' })) },
      'PlacementConstraints can have at most 10 items.',
    ],
    [{ placementConstraints: [{ type: 'memberOf' }] }, 'do not support placement constraints.'],
    [{ volumes: [{ name: 'a b' }] }, "ClientException: Invalid volume name 'a b'."],
    [{ volumes: [{}] }, "ClientException: Invalid volume name ''."],
    [{ volumes: [{ name: 'scratch' }, { name: 'scratch' }] }, "Volume name 'scratch' is not unique."],
    [
      { volumes: [{ name: 'scratch', host: { sourcePath: '/var' } }] },
      'ClientException: Fargate compatible task definitions do not support sourcePath',
    ],

    [web({ name: undefined }), 'Container.name should not be null or empty.'],
    [web({ name: 'we b' }), "ClientException: Invalid container name 'we b'."],
    [{ containerDefinitions: [CONTAINER, CONTAINER], cpu: '512', memory: '1024' }, 'is not unique.'],
    [web({ image: '' }), 'ClientException: Container.image should not be null or empty.'],
    [web({ image: `acme:${'v'.repeat(255)}` }), 'Container.image should be 255 characters or less'],
    [web({ image: 'acme:v 1' }), 'ClientException: Container.image contains invalid characters.'],
    [web({ image: `${ECR}@sha256:12` }), 'ClientException: Container.image contains invalid characters.'],
    [
      { ...web({ memory: undefined }), memory: undefined, cpu: undefined, requiresCompatibilities: ['EC2'] },
      "At least one of 'memory' or 'memoryReservation' must be specified.",
    ],
    [web({ cpu: -1 }), invalid('cpu')],
    [web({ memory: 4 }), invalid('memory')],
    [web({ memoryReservation: -5 }), invalid('memoryReservation')],
    [web({ memory: 100, memoryReservation: 101 }), "'memory' must be greater than 'memoryReservation'."],
    [web({ startTimeout: 600 }), invalid('startTimeout')],
    [web({ startTimeout: 1 }), invalid('startTimeout')],
    [web({ stopTimeout: 121 }), invalid('stopTimeout')],
    [web({ stopTimeout: -2 }), invalid('stopTimeout')],
    [web({ portMappings: [{ containerPort: 0 }] }), invalid('containerPort')],
    [web({ portMappings: [{ hostPort: 80 }] }), invalid('containerPort')],
    [web({ portMappings: [{ containerPort: 65_536 }] }), invalid('containerPort')],
    [web({ portMappings: [{ containerPort: 80, hostPort: -1 }] }), invalid('hostPort')],
    [
      web({ portMappings: [{ containerPort: 8080, hostPort: 80 }] }),
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    ],
    [
      web({ portMappings: [{ containerPort: 8080, hostPort: 0 }] }),
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    ],
    [
      web({ environment: [{ name: 'TOKEN', value: 'x' }] }),
      "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'TOKEN'.",
    ],
    [
      web({ secrets: [...CONTAINER.secrets, ...CONTAINER.secrets] }),
      'Duplicate secret names found: TOKEN. Each secret name must be unique.',
    ],
    [
      { executionRoleArn: undefined },
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    ],
    [{ executionRoleArn: '' }, 'When you are specifying container secrets'],
    [
      { ...web({ secrets: [] }), executionRoleArn: undefined },
      'Fargate requires task definition to have execution role ARN to support ECR images.',
    ],
    [web({ mountPoints: [{ sourceVolume: 'none', containerPath: '/x' }] }), "Unknown volume 'none'."],
    [{ volumes: [] }, "ClientException: Unknown volume 'scratch'."],
    [web({ mountPoints: [{ containerPath: '/x' }] }), "ClientException: Unknown volume 'null'."],
    [web({ mountPoints: [{ sourceVolume: 'scratch' }] }), invalid('containerPath')],
    [
      web({ dependsOn: [{ containerName: 'web', condition: 'SUCCESS' }] }),
      'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
    ],
    [web({ links: ['db'] }), 'Links are not supported when networkMode=awsvpc.'],
    [web({ extraHosts: [{ hostname: 'a', ipAddress: '10.0.0.1' }] }), 'Extra hosts are not supported'],
    [web({ dnsServers: ['10.0.0.1'] }), 'DNS servers are not supported on container'],
    [web({ dnsSearchDomains: ['acme'] }), 'DNS search domains are not supported on container'],
    [web({ hostname: 'web' }), 'hostname is not supported on container when networkMode=awsvpc.'],
    [web({ privileged: true }), 'Tasks using the Fargate launch type do not support privileged.'],
    [web({ disableNetworking: true }), 'do not support disableNetworking.'],
    [web({ dockerSecurityOptions: ['x'] }), 'do not support dockerSecurityOptions.'],
    [
      web({ resourceRequirements: [{ type: 'GPU', value: '1' }] }),
      'do not support GPU resource requirements.',
    ],
    [web({ linuxParameters: { swappiness: 0 } }), 'do not support swappiness.'],
    [web({ linuxParameters: { devices: [{ hostPath: '/dev/x' }] } }), 'do not support devices.'],
    [web({ linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } }), 'SYS_PTRACE kernel capability.'],

    [logs({ logDriver: 'syslog' }), 'Fargate compatible task definitions do not support log driver syslog.'],
    [
      { ...web({ secrets: [], image: 'acme:v1' }), executionRoleArn: undefined },
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    ],
    [
      options({ 'awslogs-group': undefined }),
      'Log driver awslogs requires options: awslogs-region, awslogs-group',
    ],
    [options({ 'awslogs-stream-prefix': undefined }), 'requires options: '],
    [options({ 'awslogs-colour': 'red' }), 'Log driver awslogs disallows options: awslogs-colour'],
    [options({ mode: 'quick' }), 'Log driver awslogs does not support mode quick'],

    [{ tags: [{ key: 'aws:mine', value: '' }] }, "not allowed to start with 'aws:': aws:mine"],
    [{ tags: [...BASE.tags, ...BASE.tags] }, 'Duplicate tag keys found: team.'],

    [
      web({ dependsOn: [{ containerName: 'web', condition: 'START' }] }),
      unfollowed('containerDefinitions.dependsOn'),
    ],
    [web({ healthCheck: { command: ['CMD', 'true'] } }), unfollowed('containerDefinitions.healthCheck')],
    [web({ environmentFiles: [{ value: 'arn:aws:s3:::a/b', type: 's3' }] }), 'environmentFiles: '],
    [web({ volumesFrom: [{ sourceContainer: 'other' }] }), 'volumesFrom: '],
    [web({ repositoryCredentials: { credentialsParameter: 'x' } }), 'repositoryCredentials: '],
    [web({ credentialSpecs: ['x'] }), 'credentialSpecs: '],
    [web({ firelensConfiguration: { type: 'fluentbit' } }), 'firelensConfiguration: '],
    [
      logs({ logDriver: 'splunk', options: {} }),
      unfollowed('containerDefinitions.logConfiguration.logDriver'),
    ],
    [logs({ secretOptions: [{ name: 'a', valueFrom: 'b' }] }), 'secretOptions: '],
    [web({ restartPolicy: { enabled: true } }), 'restartPolicy: '],
    [web({ portMappings: [{ containerPortRange: '80-81' }] }), 'containerPortRange: '],
    [
      { volumes: [{ name: 'scratch', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
      unfollowed('volumes.efsVolumeConfiguration'),
    ],
    [
      {
        volumes: [
          {
            name: 'scratch',
            fsxWindowsFileServerVolumeConfiguration: {
              ...{ fileSystemId: 'fs-1', rootDirectory: '/' },
              authorizationConfig: { credentialsParameter: 'x', domain: 'y' },
            },
          },
        ],
      },
      unfollowed('volumes.fsxWindowsFileServerVolumeConfiguration'),
    ],
    [{ volumes: [{ name: 'scratch', dockerVolumeConfiguration: {} }] }, 'dockerVolumeConfiguration: '],
    [
      { volumes: [{ name: 'scratch', configuredAtLaunch: true }] },
      'configuredAtLaunch: it has no EBS volumes',
    ],
    [{ proxyConfiguration: { containerName: 'web' } }, unfollowed('proxyConfiguration')],
    [
      { volumes: [{ name: 'scratch', s3filesVolumeConfiguration: { fileSystemArn: 'x' } }] },
      unfollowed('volumes.s3filesVolumeConfiguration'),
    ],
    [{ inferenceAccelerators: [{ deviceName: 'x', deviceType: 'y' }] }, unfollowed('inferenceAccelerators')],
    [
      { trustedExecutionConfiguration: { isolationMode: 'SHARED' } },
      unfollowed('trustedExecutionConfiguration'),
    ],
    [{ enableFaultInjection: true }, unfollowed('enableFaultInjection')],
    [
      { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      unfollowed('runtimePlatform.operatingSystemFamily'),
    ],
  ],
});
