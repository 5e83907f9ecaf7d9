import type { Task } from '@aws-sdk/client-ecs';
import { SampleEcs } from './sample-ecs';

let sample: SampleEcs;

const cluster = 'acme-test';

const NETWORK = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } };

beforeEach(async () => {
  sample = new SampleEcs();
  await sample.service();
  await sample.clock.pass(2000);
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
