import type { Cluster, Service, Task } from '@aws-sdk/client-ecs';
import { SampleEcs } from './sample-ecs';

let sample: SampleEcs;
const cluster = 'acme-test';
const NETWORK = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } };

beforeEach(async () => {
  sample = new SampleEcs();
  await sample.service();
  await sample.clock.pass(2000);
});

test.each([
  [
    'DescribeServices',
    { cluster: 'none', services: ['web'] },
    '400 ClusterNotFoundException: Cluster not found.',
  ],
  ['UpdateService', { cluster, service: 'none' }, '400 ServiceNotFoundException: Service not found.'],
  ['DescribeServices', { cluster, services: [] }, '400 InvalidParameterException: Services cannot be empty.'],
  [
    'DescribeTaskDefinition',
    { taskDefinition: 'none' },
    '400 ClientException: Unable to describe task definition.',
  ],
  [
    'UpdateService',
    { cluster, service: 'web', taskDefinition: 'none' },
    '400 ClientException: TaskDefinition not found.',
  ],
  [
    'StopTask',
    { cluster, task: 'none' },
    '400 InvalidParameterException: The referenced task was not found.',
  ],
  [
    'CreateService',
    {
      cluster,
      serviceName: 'web',
      desiredCount: 0,
      taskDefinition: 'good',
      launchType: 'FARGATE',
      ...NETWORK,
    },
    'Creation of service was not idempotent.',
  ],
  ['StopServiceDeployment', { serviceDeploymentArn: 'arn:none' }, 'ServiceDeploymentNotFoundException'],
  [
    'RegisterTaskDefinition',
    { family: 'x', containerDefinitions: [] },
    'ClientException: Container list cannot be empty.',
  ],
  ['ListTasks', { cluster, nextToken: 'x' }, 'InvalidParameterException: Invalid token.'],
  [
    'PutClusterCapacityProviders',
    { cluster, capacityProviders: ['EC2'], defaultCapacityProviderStrategy: [] },
    'was not found',
  ],
  ['ExecuteCommand', { cluster, task: 'none', command: 'sh' }, 'InvalidParameterException'],
  ['Juggle', {}, '501 NotImplemented: The embedded cloud does not know ecs Juggle.'],
  ['toString', {}, '501 NotImplemented'],
  ['ListContainerInstances', { cluster: 'none' }, 'ClusterNotFoundException'],
  ['DeleteAccountSetting', { name: 'none' }, 'InvalidParameterException'],
])('%s of %o is refused: %s', async (operation, input, message) => {
  await expect(sample.call(operation, input)).rejects.toThrow(message);
});

test('what is not for ECS is for moto', async () => {
  const call = {
    account: '222222222222',
    region: 'eu-west-1',
    operation: 'ListQueues',
    method: 'POST',
    path: '/',
  };
  expect(
    await sample.ecs.answer({ ...call, service: 'sqs', headers: {}, body: Buffer.alloc(0) }),
  ).toBeUndefined();
});

test('accounts and regions have their own', async () => {
  expect(await sample.call('ListClusters', {}, { region: 'us-east-1' })).toEqual({ clusterArns: [] });
  expect(await sample.call('ListClusters', {}, { account: '333333333333' })).toEqual({ clusterArns: [] });
});

test.each([
  ['DescribeClusters', { clusters: ['none'] }, 'cluster/none'],
  ['DescribeServices', { cluster, services: ['none'] }, 'service/acme-test/none'],
  ['DescribeTasks', { cluster, tasks: ['none'] }, 'task/acme-test/none'],
])('%s says what is missing', async (operation, input, resource) => {
  expect(await sample.call(operation, input)).toMatchObject({
    failures: [{ arn: `arn:aws:ecs:eu-west-1:222222222222:${resource}`, reason: 'MISSING' }],
  });
});

test('a service has the defaults of AWS and keeps what an update leaves out', async () => {
  expect(await sample.describe()).toMatchObject({
    deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100, strategy: 'ROLLING' },
    enableExecuteCommand: false,
    availabilityZoneRebalancing: 'DISABLED',
    healthCheckGracePeriodSeconds: 0,
    launchType: 'FARGATE',
  });
  await sample.update({ deploymentConfiguration: { maximumPercent: 150 }, enableExecuteCommand: true });
  expect(await sample.describe()).toMatchObject({
    enableExecuteCommand: true,
    deploymentConfiguration: {
      maximumPercent: 150,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
    deployments: [{ rolloutState: 'COMPLETED' }],
  });
});

test('a service of the default capacity provider strategy has no launch type', async () => {
  const defaultCapacityProviderStrategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
  await sample.call('PutClusterCapacityProviders', {
    cluster,
    capacityProviders: ['FARGATE'],
    defaultCapacityProviderStrategy,
  });
  const { service } = await sample.call<{ service: Service }>('CreateService', {
    cluster,
    serviceName: 'worker',
    taskDefinition: 'good',
    desiredCount: 0,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  });
  expect(service).toMatchObject({
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
  });
  expect(service).not.toHaveProperty('launchType');
});

test('a cluster that is there already is given again, one that was deleted is made anew', async () => {
  const make = () => sample.call<{ cluster: Cluster }>('CreateCluster', { clusterName: 'second' });
  expect(await make()).toEqual(await make());
  await sample.call('DeleteCluster', { cluster: 'second' });
  expect(await sample.call('DescribeClusters', { clusters: ['second'] })).toMatchObject({
    clusters: [{ status: 'INACTIVE' }],
  });
  expect((await make()).cluster.status).toBe('ACTIVE');
});

test('revisions of a family count on, and the name alone is the newest active one', async () => {
  expect(await sample.register('good')).toMatch(/good:2$/);
  await sample.call('DeregisterTaskDefinition', { taskDefinition: 'good:2' });
  expect(await sample.call('DescribeTaskDefinition', { taskDefinition: 'good' })).toMatchObject({
    taskDefinition: { revision: 1, status: 'ACTIVE', compatibilities: ['EC2', 'FARGATE'] },
  });
  expect(await sample.register('good')).toMatch(/good:3$/);
  await expect(sample.update({ taskDefinition: 'good:2' })).rejects.toThrow('TaskDefinition is inactive');
});

test('tasks are found by each of their properties, a page at a time', async () => {
  const list = (input: object) =>
    sample.call<{ taskArns: string[]; nextToken?: string }>('ListTasks', { cluster, ...input });
  const [task] = await sample.tasks();
  for (const filter of [
    { serviceName: 'web' },
    { family: 'good' },
    { startedBy: task?.startedBy },
    { launchType: 'FARGATE' },
  ]) {
    expect((await list(filter)).taskArns).toHaveLength(2);
  }
  for (const filter of [
    { family: 'bad' },
    { startedBy: 'me' },
    { launchType: 'EC2' },
    { desiredStatus: 'STOPPED' },
  ]) {
    expect((await list(filter)).taskArns).toEqual([]);
  }
  const first = await list({ maxResults: 1 });
  const second = await list({ maxResults: 1, nextToken: first.nextToken });
  expect(new Set([...first.taskArns, ...second.taskArns]).size).toBe(2);
  expect(second.nextToken).toBeUndefined();
});

test('a task that ran is described for an hour', async () => {
  const { tasks } = await sample.call<{ tasks: [Task] }>('RunTask', {
    cluster,
    taskDefinition: 'good',
    startedBy: 'slipway',
    launchType: 'FARGATE',
    ...NETWORK,
  });
  const [{ taskArn }] = tasks;
  expect(tasks[0]).toMatchObject({ lastStatus: 'PROVISIONING', group: 'family:good', startedBy: 'slipway' });
  await sample.clock.pass(200);
  await sample.call('StopTask', { cluster, task: taskArn, reason: 'enough' });
  await sample.clock.pass(200);
  const describe = () => sample.call('DescribeTasks', { cluster, tasks: [taskArn] });
  expect(await describe()).toMatchObject({
    tasks: [
      {
        lastStatus: 'STOPPED',
        stopCode: 'UserInitiated',
        stoppedReason: 'enough',
        containers: [{ exitCode: 143 }],
      },
    ],
  });
  await sample.clock.pass(3_500_000);
  expect(await describe()).toMatchObject({ failures: [] });
  await sample.clock.pass(200_000);
  expect(await describe()).toMatchObject({ failures: [{ reason: 'MISSING' }] });
});

test('a task that runs has an address, and is told to EventBridge at every step', async () => {
  const [task] = await sample.tasks();
  expect(task).toMatchObject({
    lastStatus: 'RUNNING',
    connectivity: 'CONNECTED',
    group: 'service:web',
    attachments: [
      {
        type: 'ElasticNetworkInterface',
        status: 'ATTACHED',
        details: expect.arrayContaining([{ name: 'privateIPv4Address', value: '127.0.0.1' }]),
      },
    ],
    containers: [
      { imageDigest: expect.stringMatching(/^sha256:/), lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' },
    ],
  });
  const told = sample.told
    .filter(
      ({ DetailType, Resources }) =>
        DetailType === 'ECS Task State Change' && Resources?.[0] === task?.taskArn,
    )
    .map(({ Detail }) => JSON.parse(Detail ?? '') as Task);
  expect(told.map(({ lastStatus }) => lastStatus)).toEqual([
    ...['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'],
  ]);
  expect(told.at(-1)).toMatchObject({ attachments: [{ type: 'eni', status: 'ATTACHED' }] });
});

test('a task that has stopped was connected to the last', async () => {
  const [task] = await sample.tasks();
  await sample.call('StopTask', { cluster, task: task?.taskArn });
  await sample.clock.pass(12_000);
  expect(await sample.tasks('STOPPED')).toMatchObject([
    { lastStatus: 'STOPPED', connectivity: 'CONNECTED', connectivityAt: expect.anything() },
  ]);
});

test('nobody gets into a task where exec is off, or that does not run', async () => {
  const [closed] = await sample.tasks();
  const enter = (task: string | undefined) =>
    sample.call('ExecuteCommand', { cluster, task, command: 'sh', interactive: true });
  await expect(enter(closed?.taskArn)).rejects.toThrow('execute command was not enabled');
  const { tasks } = await sample.call<{ tasks: [Task] }>('RunTask', {
    cluster,
    taskDefinition: 'good',
    enableExecuteCommand: true,
    launchType: 'FARGATE',
    ...NETWORK,
  });
  await expect(enter(tasks[0].taskArn)).rejects.toThrow('TargetNotConnectedException');
  await sample.clock.pass(200);
  expect(await enter(tasks[0].taskArn)).toMatchObject({
    containerName: 'web',
    session: { sessionId: expect.stringMatching(/^ecs-execute-command-/) },
  });
});

test('a task has the tags of its service', async () => {
  await sample.call('CreateService', {
    cluster,
    serviceName: 'tagged',
    taskDefinition: 'good',
    desiredCount: 1,
    propagateTags: 'SERVICE',
    enableECSManagedTags: true,
    tags: [{ key: 'team', value: 'web' }],
    launchType: 'FARGATE',
    ...NETWORK,
  });
  await sample.clock.pass(500);
  const { taskArns } = await sample.call<{ taskArns: string[] }>('ListTasks', {
    cluster,
    serviceName: 'tagged',
  });
  expect(await sample.call('ListTagsForResource', { resourceArn: taskArns[0] })).toEqual({
    tags: [
      { key: 'team', value: 'web' },
      { key: 'aws:ecs:clusterName', value: cluster },
      { key: 'aws:ecs:serviceName', value: 'tagged' },
    ],
  });
});

test('there are no container instances, whoever asks', async () => {
  expect(await sample.call('ListContainerInstances', { cluster })).toEqual({ containerInstanceArns: [] });
  expect(await sample.call('ListAttributes', { cluster, targetType: 'container-instance' })).toEqual({
    attributes: [],
  });
  expect(await sample.call('DescribeContainerInstances', { cluster, containerInstances: ['i-1'] })).toEqual({
    containerInstances: [],
    failures: [
      {
        arn: `arn:aws:ecs:eu-west-1:222222222222:container-instance/${cluster}/i-1`,
        reason: 'MISSING',
      },
    ],
  });
  expect(await sample.call('DiscoverPollEndpoint', { cluster })).toMatchObject({
    endpoint: 'https://ecs-a-1.eu-west-1.amazonaws.com/',
    telemetryEndpoint: 'https://ecs-t-1.eu-west-1.amazonaws.com/',
  });
});

test('an account setting that is deleted has AWS’s default again', async () => {
  const name = 'containerInsights';
  await sample.call('PutAccountSetting', { name, value: 'enhanced' });
  expect(await sample.call('DeleteAccountSetting', { name })).toMatchObject({
    setting: { value: 'disabled' },
  });
  expect(await sample.call('ListAccountSettings', { name })).toEqual({ settings: [] });
});

test('who made it is said of a definition and of a service', async () => {
  const by = { principal: 'arn:aws:sts::222222222222:assumed-role/deployer/somebody' };
  const container = { name: 'web', image: 'acme:v1', memory: 512 };
  expect(
    await sample.call('RegisterTaskDefinition', { family: 'x', containerDefinitions: [container] }, by),
  ).toMatchObject({ taskDefinition: { registeredBy: by.principal } });
  const input = {
    cluster,
    serviceName: 'mine',
    taskDefinition: 'good',
    desiredCount: 0,
    launchType: 'FARGATE',
  };
  expect(await sample.call('CreateService', { ...input, ...NETWORK }, by)).toMatchObject({
    service: { createdBy: 'arn:aws:iam::222222222222:role/deployer' },
  });
  expect(await sample.describe()).toMatchObject({ createdBy: 'arn:aws:iam::222222222222:root' });
});

test.each([
  ['eu-west-1', 'ip-127-0-0-1.eu-west-1.compute.internal'],
  ['us-east-1', 'ip-127-0-0-1.ec2.internal'],
])('a task of %s is called %s in its network', async (region, value) => {
  const call = <T>(operation: string, input: object) => sample.call<T>(operation, input, { region });
  await call('CreateCluster', { clusterName: cluster });
  const container = { name: 'web', image: 'acme:v1' };
  const size = { cpu: '256', memory: '512', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] };
  await call('RegisterTaskDefinition', { family: 'named', ...size, containerDefinitions: [container] });
  const { tasks } = await call<{ tasks: [Task] }>('RunTask', {
    ...{ cluster, taskDefinition: 'named', launchType: 'FARGATE' },
    ...NETWORK,
  });
  await sample.clock.pass(500);
  const described = await call<{ tasks: [Task] }>('DescribeTasks', { cluster, tasks: [tasks[0].taskArn] });
  expect(described.tasks[0].attachments?.[0]?.details).toContainEqual({ name: 'privateDnsName', value });
});

test('a role that is an empty text is none', async () => {
  const containerDefinitions = [{ name: 'web', image: 'acme:v1', memory: 512 }];
  const roles = { executionRoleArn: '', taskRoleArn: '' };
  const { taskDefinition } = await sample.call<{ taskDefinition: object }>('RegisterTaskDefinition', {
    ...{ family: 'plain', containerDefinitions },
    ...roles,
  });
  expect(Object.keys(taskDefinition)).not.toEqual(expect.arrayContaining(['taskRoleArn']));
});

test('a deployment controller is shown where somebody named one', async () => {
  expect(await sample.describe()).not.toHaveProperty('deploymentController');
  await sample.service({ serviceName: 'named', deploymentController: { type: 'ECS' } });
  const { services } = await sample.call<{ services: Service[] }>('DescribeServices', {
    ...{ cluster, services: ['named'] },
  });
  expect(services[0]).toMatchObject({ deploymentController: { type: 'ECS' } });
});
