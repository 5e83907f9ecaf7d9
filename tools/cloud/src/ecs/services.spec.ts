import type { Service } from '@aws-sdk/client-ecs';
import { SampleEcs } from './sample-ecs';

let sample: SampleEcs;

const cluster = 'acme-test';

const NETWORK = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } };

beforeEach(async () => {
  sample = new SampleEcs();
  await sample.service();
  await sample.clock.pass(2000);
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
