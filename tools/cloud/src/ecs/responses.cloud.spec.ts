import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonProcessEnvironment } from '@slipway/tool-python';
import { motoInterpreter } from '../moto';
import { REPOSITORY } from '../sample-cloud';
import { SampleEcs } from './sample-ecs';
import { REQUEST_MODEL } from './validation/request-model';

const CLUSTER = 'acme-test';
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };
let python: string;

beforeAll(async () => {
  python = await motoInterpreter({ workspace: REPOSITORY, env: process.env, note: () => undefined });
});

/** Everything but the last line, which counts. */
function validated(records: readonly object[]): string[] {
  const input = records.map((record) => JSON.stringify(record)).join('\n');
  const { stdout, stderr } = spawnSync(python, [join(__dirname, 'validate-responses.py')], {
    env: pythonProcessEnvironment(process.env),
    input,
    encoding: 'utf8',
  });
  const lines = stdout.trim().split('\n');
  expect({ last: lines.at(-1), stderr }).toEqual({ last: `${records.length} responses checked`, stderr: '' });
  return lines.slice(0, -1);
}

test('every response of every operation is as the service model of AWS says', async () => {
  const sample = new SampleEcs();
  await everyOperation(sample);
  const called = new Set(sample.answers.map(({ operation }) => operation));
  expect(sample.ecs.operations.filter((operation) => !called.has(operation))).toEqual([]);
  expect(validated(sample.answers)).toEqual([]);
});

test('the model that requests are checked against is what AWS publishes of every operation', () => {
  const { operations } = new SampleEcs().ecs;
  const { stdout, stderr } = spawnSync(
    python,
    [join(__dirname, 'validation/write-model.py'), ...operations],
    {
      env: pythonProcessEnvironment(process.env),
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(REQUEST_MODEL);
});

test.each([
  [{ clusterArns: 'one' }, "ListClusters.clusterArns: 'one' is no list"],
  [{ clusterArns: [1] }, 'ListClusters.clusterArns[0]: 1 is no string'],
  [{ other: [] }, 'ListClusters: other is not a member of ListClustersResponse'],
])('a response like %o is found out', (answer, problem) => {
  expect(validated([{ operation: 'ListClusters', answer }])).toEqual([problem]);
});

test('a value that AWS does not have is found out', () => {
  const answer = { tasks: [{ stopCode: 'Bored' }] };
  expect(validated([{ operation: 'DescribeTasks', answer }])).toEqual([
    expect.stringContaining("stopCode: 'Bored' is none of"),
  ]);
});

async function everyOperation(sample: SampleEcs): Promise<void> {
  const { clock } = sample;
  const tags = [{ key: 'team', value: 'web' }];
  await sample.service({
    enableExecuteCommand: true,
    propagateTags: 'SERVICE',
    enableECSManagedTags: true,
    tags,
  });
  await clusters(sample);
  await clock.pass(2000);
  await services(sample);
  await clock.pass(20_000);
  await tasks(sample);
  await rollbacks(sample);
  await definitions(sample);
  await settings(sample);
  await sample.call('DeleteService', { cluster: CLUSTER, service: 'web', force: true });
  await sample.describe();
  await clock.pass(12_000);
  await sample.describe();
  await sample.call('DeleteCluster', { cluster: CLUSTER });
}

async function clusters(sample: SampleEcs): Promise<void> {
  const cluster = CLUSTER;
  const include = ['CONFIGURATIONS', 'SETTINGS', 'TAGS'];
  const defaultCapacityProviderStrategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
  await sample.call('UpdateCluster', {
    cluster,
    configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } },
  });
  await sample.call('UpdateClusterSettings', {
    cluster,
    settings: [{ name: 'containerInsights', value: 'enabled' }],
  });
  await sample.call('PutClusterCapacityProviders', {
    cluster,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy,
  });
  await sample.call('DescribeCapacityProviders', { capacityProviders: ['FARGATE', 'other'] });
  await sample.call('DescribeClusters', { clusters: [cluster, 'other'], include });
  await sample.call('ListClusters');
}

async function services(sample: SampleEcs): Promise<void> {
  const cluster = CLUSTER;
  await sample.call('DescribeServices', { cluster, services: ['web', 'other'], include: ['TAGS'] });
  await sample.call('ListServices', { cluster });
  await sample.register('next');
  await sample.update({ taskDefinition: 'next' });
  await sample.clock.pass(500);
  await sample.describe();
}

async function tasks(sample: SampleEcs): Promise<void> {
  const cluster = CLUSTER;
  await sample.tasks('STOPPED');
  const [task] = await sample.tasks();
  await sample.call('ExecuteCommand', { cluster, task: task?.taskArn, command: 'sh', interactive: true });
  for (const behaviour of ['runs', 'crashes', 'never pulls'] as const) {
    await sample.register(behaviour.replace(' ', '-'), behaviour);
    await sample.call('RunTask', {
      cluster,
      taskDefinition: behaviour.replace(' ', '-'),
      networkConfiguration: NETWORK,
      overrides: { containerOverrides: [{ name: 'web', command: ['node', 'migrate.js'] }] },
      tags: [{ key: 'a', value: 'b' }],
    });
  }
  await sample.clock.pass(500);
  const all = await sample.tasks();
  await sample.call('StopTask', { cluster, task: all.at(-1)?.taskArn, reason: 'enough' });
  await sample.clock.pass(500);
  const stopped = await sample.tasks('STOPPED');
  await sample.call('DescribeTasks', {
    cluster,
    tasks: [...stopped.map(({ taskArn }) => taskArn), 'other'],
    include: ['TAGS'],
  });
}

async function rollbacks(sample: SampleEcs): Promise<void> {
  interface Listed {
    serviceDeployments: { serviceDeploymentArn: string; targetServiceRevisionArn: string }[];
  }
  const list = () => sample.call<Listed>('ListServiceDeployments', { cluster: CLUSTER, service: 'web' });
  await sample.register('slow', 'hangs');
  await sample.update({ taskDefinition: 'slow' });
  await sample.clock.pass(500);
  const [running] = (await list()).serviceDeployments;
  const serviceDeploymentArns = [running?.serviceDeploymentArn, 'other'];
  await sample.call('DescribeServiceDeployments', { serviceDeploymentArns });
  await sample.call('StopServiceDeployment', { serviceDeploymentArn: running?.serviceDeploymentArn });
  await sample.call('DescribeServiceDeployments', { serviceDeploymentArns });
  await sample.clock.pass(13_000);
  await sample.call('DescribeServiceDeployments', { serviceDeploymentArns });
  await list();
  await sample.call('DescribeServiceRevisions', {
    serviceRevisionArns: [running?.targetServiceRevisionArn, 'other'],
  });
}

async function definitions(sample: SampleEcs): Promise<void> {
  await sample.call('DescribeTaskDefinition', { taskDefinition: 'slow:1', include: ['TAGS'] });
  await sample.call('ListTaskDefinitions', { familyPrefix: 'slow' });
  await sample.call('ListTaskDefinitionFamilies', { status: 'ACTIVE' });
  await sample.call('DeregisterTaskDefinition', { taskDefinition: 'slow:1' });
  await sample.call('DeleteTaskDefinitions', { taskDefinitions: ['slow:1', 'good:1'] });
}

async function settings(sample: SampleEcs): Promise<void> {
  const resourceArn = (await sample.describe()).serviceArn;
  await sample.call('TagResource', { resourceArn, tags: [{ key: 'x', value: 'y' }] });
  await sample.call('ListTagsForResource', { resourceArn });
  await sample.call('UntagResource', { resourceArn, tagKeys: ['x'] });
  await sample.call('PutAccountSetting', { name: 'containerInsights', value: 'enhanced' });
  await sample.call('PutAccountSettingDefault', { name: 'fargateTaskRetirementWaitPeriod', value: '14' });
  await sample.call('ListAccountSettings', { effectiveSettings: true });
  await sample.call('DeleteAccountSetting', { name: 'containerInsights' });
  await sample.call('ListContainerInstances', { cluster: CLUSTER });
  await sample.call('DescribeContainerInstances', { cluster: CLUSTER, containerInstances: ['other'] });
  await sample.call('ListAttributes', { cluster: CLUSTER, targetType: 'container-instance' });
  await sample.call('DiscoverPollEndpoint', { cluster: CLUSTER });
}
