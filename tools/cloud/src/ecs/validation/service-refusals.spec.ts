import { GROUP } from '../sample-account';
import type { SampleEcs } from '../sample-ecs';
import { RULES } from './rules/rules';
import { testRefusals } from './sample-refusals';

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] } };
const BALANCER = { targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 };
const SETTINGS = {
  cluster: 'acme-test',
  desiredCount: 1,
  taskDefinition: 'good',
  platformVersion: 'LATEST',
  healthCheckGracePeriodSeconds: 60,
  networkConfiguration: NETWORK,
  loadBalancers: [BALANCER],
  deploymentConfiguration: {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
};
const vpc = (change: object) => ({
  networkConfiguration: { awsvpcConfiguration: { ...NETWORK.awsvpcConfiguration, ...change } },
});
const behind = (change: object) => ({ loadBalancers: [{ ...BALANCER, ...change }] });
const rolled = (change: object) => ({ deploymentConfiguration: change });
const by = (...capacityProviderStrategy: readonly object[]) => ({
  launchType: undefined,
  capacityProviderStrategy,
});
const unfollowed = (member: string) =>
  `InvalidParameterException: The embedded cloud does not follow ${member}: `;

async function prepare(sample: SampleEcs): Promise<void> {
  await sample.service({ serviceName: 'other' });
  await sample.service({ serviceName: 'web' });
  const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
  await sample.call('PutClusterCapacityProviders', {
    ...{ cluster: 'acme-test', capacityProviders, defaultCapacityProviderStrategy: [] },
  });
  await sample.call('RegisterTaskDefinition', {
    family: 'bridged',
    networkMode: 'bridge',
    containerDefinitions: [
      { name: 'web', image: 'acme:v1', memory: 512, portMappings: [{ containerPort: 8080 }] },
    ],
  });
}

/** What is refused of a service whether it is made or changed. */
const EITHER: readonly (readonly [object, string])[] = [
  [{ desiredCount: -1 }, 'InvalidParameterException: desiredCount cannot be negative.'],
  [{ desiredCount: 5001 }, 'desiredCount cannot be greater than 5000.'],
  [{ healthCheckGracePeriodSeconds: -1 }, 'healthCheckGracePeriodSeconds must be between 0 and'],
  [{ healthCheckGracePeriodSeconds: 2 ** 31 }, 'healthCheckGracePeriodSeconds must be between 0 and'],
  [
    { loadBalancers: [] },
    'Health check grace period is only valid for services configured to use load balancers',
  ],
  [{ placementConstraints: [{ type: 'distinctInstance' }] }, 'Placement constraints are not supported'],
  [{ placementStrategy: [{ type: 'spread' }] }, 'Placement strategies are not supported'],
  [
    { networkConfiguration: {} },
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  ],
  [rolled({ minimumHealthyPercent: -1 }), 'minimumHealthyPercent must be between 0 and 100.'],
  [rolled({ minimumHealthyPercent: 101 }), 'minimumHealthyPercent must be between 0 and 100.'],
  [rolled({ maximumPercent: 50 }), 'maximumPercent must be positive and at least'],
  [
    rolled({ maximumPercent: 100 }),
    'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
  ],
  [
    rolled({
      deploymentCircuitBreaker: {
        ...{ enable: true, rollback: true },
        thresholdConfiguration: { type: 'COUNT', value: 0 },
      },
    }),
    'threshold value must be greater than 0.',
  ],

  [by({ capacityProvider: 'MINE' }), 'a capacity provider that is not associated with the cluster.'],
  [
    by(...Array.from({ length: 21 }, () => ({ capacityProvider: 'FARGATE', weight: 1 }))),
    'can have at most 20 capacity providers.',
  ],
  [
    by({ capacityProvider: 'FARGATE', base: 1 }, { capacityProvider: 'FARGATE_SPOT', base: 1 }),
    'Only one capacity provider in a capacity provider strategy can have a base defined.',
  ],
  [
    by({ capacityProvider: 'FARGATE' }, { capacityProvider: 'FARGATE_SPOT', weight: 0 }),
    'At least one capacity provider must have a weight greater than zero.',
  ],
  [
    by({ capacityProvider: 'FARGATE', weight: 1001 }),
    "Value '1001' at 'capacityProviderStrategy.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 1000",
  ],
  [{ platformVersion: '1.5.0' }, 'PlatformUnknownException: The specified platform does not exist.'],
  [vpc({ subnets: [] }), 'InvalidParameterException: subnets can not be empty.'],
  [vpc({ subnets: Array.from({ length: 17 }, () => 'subnet-1') }), 'subnets can have at most 16 items.'],
  [
    vpc({ securityGroups: Array.from({ length: 6 }, () => 'sg-1') }),
    'securityGroups can have at most 5 items.',
  ],
  [
    vpc({ subnets: ['subnet-1', 'subnet-none'] }),
    "Error retrieving subnet information for [subnet-1, subnet-none]: The subnet ID 'subnet-none' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
  ],
  [vpc({ subnets: ['net-1'] }), '(expecting "subnet-...") (ErrorCode: InvalidSubnetID.Malformed)'],
  [
    vpc({ securityGroups: ['sg-none'] }),
    "Error retrieving security group information for [sg-none]: The security group 'sg-none' does not exist (ErrorCode: InvalidGroup.NotFound)",
  ],
  [vpc({ subnets: ['subnet-1', 'subnet-elsewhere'] }), 'All subnets must belong to the same VPC.'],
  [
    vpc({ securityGroups: ['sg-1', 'sg-elsewhere'] }),
    'Security Group sg-elsewhere does not appear to belong to the same VPC as the input subnets.',
  ],

  [{ loadBalancers: Array.from({ length: 6 }, () => BALANCER) }, 'loadBalancers can have at most 5 items.'],
  [behind({ targetGroupArn: undefined }), 'Exactly one of loadBalancerName or targetGroupArn must be given.'],
  [
    behind({ targetGroupArn: undefined, loadBalancerName: 'old' }),
    'Classic Load Balancers are not supported',
  ],
  [behind({ containerName: '' }), 'Container name can not be blank.'],
  [behind({ containerName: 'api' }), 'The container api does not exist in the task definition.'],
  [behind({ containerPort: 4000 }), 'The container web did not have a container port 4000 defined.'],
  [behind({ containerPort: undefined }), 'did not have a container port undefined defined.'],
  [
    behind({ targetGroupArn: `${GROUP}-none` }),
    'Unable to assume role and validate the specified targetGroupArn.',
  ],
  [
    behind({ targetGroupArn: `${GROUP}-instances` }),
    `The provided target group ${GROUP}-instances has target type instance, which is incompatible with the awsvpc network mode`,
  ],
  [
    behind({ targetGroupArn: `${GROUP}-unused` }),
    `The target group with targetGroupArn ${GROUP}-unused does not have an associated load balancer.`,
  ],

  [
    { serviceConnectConfiguration: { enabled: true, namespace: 'x' } },
    unfollowed('serviceConnectConfiguration'),
  ],
  [{ serviceRegistries: [{ registryArn: 'x' }] }, unfollowed('serviceRegistries')],
  [{ volumeConfigurations: [{ name: 'scratch' }] }, unfollowed('volumeConfigurations')],
  [
    { vpcLatticeConfigurations: [{ roleArn: 'a', targetGroupArn: 'b', portName: 'c' }] },
    unfollowed('vpcLatticeConfigurations'),
  ],
  [
    rolled({ alarms: { enable: true, rollback: true, alarmNames: ['x'] } }),
    unfollowed('deploymentConfiguration.alarms'),
  ],
  [rolled({ bakeTimeInMinutes: 5 }), unfollowed('deploymentConfiguration.bakeTimeInMinutes')],
  [
    rolled({ lifecycleHooks: [{ hookTargetArn: 'x' }] }),
    unfollowed('deploymentConfiguration.lifecycleHooks'),
  ],
  [rolled({ strategy: 'BLUE_GREEN' }), unfollowed('deploymentConfiguration.strategy')],
  [
    rolled({ earlySuccessCriteria: { enable: true } }),
    unfollowed('deploymentConfiguration.earlySuccessCriteria'),
  ],
  [{ gatewayConnectors: [{ portName: 'web' }] }, unfollowed('gatewayConnectors')],
  [{ monitoring: {} }, unfollowed('monitoring')],
  [behind({ advancedConfiguration: {} }), unfollowed('loadBalancers.advancedConfiguration')],
  [{ deploymentController: { type: 'CODE_DEPLOY' } }, unfollowed('deploymentController')],
];

testRefusals({
  operation: 'CreateService',
  base: { ...SETTINGS, serviceName: 'new', launchType: 'FARGATE' },
  prepare,
  shown: RULES.DeleteService,
  cases: [
    ...EITHER,
    [{ serviceName: undefined }, 'Service name can not be blank.'],
    [{ serviceName: 'a b' }, 'Invalid service name.'],
    [{ desiredCount: undefined }, 'Desired count can not be blank.'],
    [{ schedulingStrategy: 'DAEMON' }, 'The daemon scheduling strategy is not supported'],
    [{ role: 'ecs' }, 'You cannot specify an IAM role for services that require a service linked role.'],
    [{ clientToken: 'x'.repeat(37) }, 'clientToken can have at most 36 ASCII characters'],
    [{ tags: [{ key: 'AWS:x', value: '' }] }, 'not allowed to start with'],
    [{ tags: [{ key: 'a' }, { key: 'a' }] }, 'Duplicate tag keys found: a.'],
    [
      { tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}` })) },
      'Member must have length less than or equal to 50',
    ],
    [
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'Specifying both a launch type and capacity provider strategy is not supported.',
    ],
    [{ taskDefinition: 'bridged' }, 'Task definition does not support launch_type FARGATE.'],
    [
      { taskDefinition: 'bridged', ...by({ capacityProvider: 'FARGATE', weight: 1 }) },
      'Network Configuration is not valid for the given networkMode',
    ],
    [{ launchType: 'EC2' }, unfollowed('launchType EC2')],
    [{ launchType: undefined }, unfollowed('launchType EC2')],
    [
      { launchType: 'LAMBDA' },
      "InvalidParameterException: 1 validation error detected: Value 'LAMBDA' at 'launchType' failed to satisfy constraint: Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]",
    ],
    [{ desiredCount: '2' }, 'SerializationException: STRING_VALUE can not be converted to an Integer'],
    [{ cluster: 'none' }, 'ClusterNotFoundException'],
    [{ serviceName: 'other' }, 'Creation of service was not idempotent.'],
  ],
});

testRefusals({
  operation: 'UpdateService',
  base: { ...SETTINGS, service: 'web' },
  prepare,
  shown: [
    ...(RULES.DeleteService ?? []),
    ...(RULES.UpdateService ?? []).filter(({ member }) => member === 'launchType'),
  ],
  cases: [
    ...EITHER,
    [{ taskDefinition: 'bridged' }, 'Network Configuration is not valid for the given networkMode'],
    [{ service: 'none' }, 'ServiceNotFoundException'],
  ],
});
