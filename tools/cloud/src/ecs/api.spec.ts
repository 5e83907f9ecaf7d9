import type { Cluster } from '@aws-sdk/client-ecs';
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
