import type { ServiceDeployment, ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { GROUP, SampleEcs } from './sample-ecs';

let sample: SampleEcs;

beforeEach(() => {
  sample = new SampleEcs();
});

const history = async () => {
  const { serviceDeployments } = await sample.call<{ serviceDeployments: ServiceDeploymentBrief[] }>(
    'ListServiceDeployments',
    { cluster: 'acme-test', service: 'web' },
  );
  return serviceDeployments;
};

const rollouts = async () =>
  (await sample.describe()).deployments.map(({ status, rolloutState }) => `${status} ${rolloutState}`);

describe('a service', () => {
  it('is stable at once when it wants no tasks', async () => {
    await sample.service({ desiredCount: 0 });
    await sample.clock.pass(0);
    expect(await sample.describe()).toMatchObject({
      status: 'ACTIVE',
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    });
  });

  it('is in progress until its targets are healthy', async () => {
    await sample.service();
    await sample.clock.pass(1000);
    expect(await sample.describe()).toMatchObject({
      runningCount: 2,
      deployments: [{ rolloutState: 'IN_PROGRESS' }],
    });
    await sample.clock.pass(500);
    expect(await sample.describe()).toMatchObject({
      runningCount: 2,
      pendingCount: 0,
      deployments: [{ rolloutState: 'COMPLETED', runningCount: 2, failedTasks: 0 }],
    });
    expect((await sample.messages()).slice(0, 2)).toEqual([
      '(service web) has reached a steady state.',
      expect.stringMatching(/^\(service web\) \(deployment ecs-svc\/\d{19}\) deployment completed\.$/),
    ]);
  });

  it('starts a task anew that ends', async () => {
    await sample.service();
    await sample.clock.pass(2000);
    const [first] = await sample.tasks();
    const id = first?.taskArn?.slice(-32) ?? '';
    sample.launcher.listeners.get(id)?.stopped({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'OutOfMemoryError: Container killed due to memory usage',
      exits: { web: { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' } },
    });
    await sample.clock.pass(2000);
    expect(await sample.describe()).toMatchObject({ runningCount: 2 });
    expect((await sample.tasks('STOPPED'))[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'OutOfMemoryError: Container killed due to memory usage',
      containers: [{ exitCode: 137, reason: expect.stringContaining('OutOfMemoryError') }],
    });
  });

  it('replaces a task whose health checks fail after the grace period, and not before', async () => {
    await sample.service({ healthCheckGracePeriodSeconds: 30 });
    await sample.clock.pass(2000);
    const [port = 0] = [...sample.targets.all.keys()];
    sample.targets.unhealthyPorts.add(port);
    await sample.clock.pass(27_000);
    expect(await sample.tasks('STOPPED')).toEqual([]);
    await sample.clock.pass(3000);
    expect(await sample.tasks('STOPPED')).toMatchObject([
      {
        lastStatus: 'DEACTIVATING',
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: `Task failed ELB health checks in (target-group ${GROUP})`,
      },
    ]);
    expect((await sample.messages()).join('\n')).toContain(
      `is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed with these codes: [500]).`,
    );
    await sample.clock.pass(12_000);
    expect(await sample.describe()).toMatchObject({ runningCount: 2, pendingCount: 0 });
  });

  it('scales without a deployment', async () => {
    await sample.service();
    await sample.clock.pass(2000);
    await sample.update({ desiredCount: 1 });
    await sample.clock.pass(11_000);
    expect(await sample.describe()).toMatchObject({ runningCount: 1, deployments: [{ desiredCount: 1 }] });
    expect(await history()).toHaveLength(1);
    sample.ecs.clampDesiredCount(
      { account: '222222222222', region: 'eu-west-1' },
      { cluster: 'acme-test', service: 'web', min: 3, max: 5 },
    );
    await sample.clock.pass(2000);
    expect(await sample.describe()).toMatchObject({ desiredCount: 3, runningCount: 3 });
  });

  it('drains when it is deleted and is then inactive, described and not listed', async () => {
    await sample.service();
    await sample.clock.pass(2000);
    const asked = { cluster: 'acme-test', service: 'web' };
    await expect(sample.call('DeleteService', asked)).rejects.toThrow('scaled above 0');
    await sample.call('DeleteService', { ...asked, force: true });
    expect(await sample.call('ListServices', { cluster: 'acme-test' })).toEqual({ serviceArns: [] });
    expect(await sample.describe()).toMatchObject({ status: 'DRAINING' });
    await expect(sample.call('DeleteCluster', { cluster: 'acme-test' })).rejects.toThrow(
      'ClusterContainsServicesException',
    );
    await sample.clock.pass(11_000);
    expect(await sample.describe()).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
    await sample.call('DeleteCluster', { cluster: 'acme-test' });
    expect(await sample.call('ListClusters')).toEqual({ clusterArns: [] });
    await expect(sample.update({ desiredCount: 1 })).rejects.toThrow('ClusterNotFoundException');
  });
});

describe('a deployment', () => {
  beforeEach(async () => {
    await sample.service();
    await sample.clock.pass(2000);
  });

  it('starts all new tasks at once and keeps the old ones until the new ones are healthy', async () => {
    await sample.register('next');
    await sample.update({ taskDefinition: 'next' });
    await sample.clock.pass(500);
    expect(await sample.describe()).toMatchObject({
      runningCount: 4,
      taskDefinition: expect.stringMatching(/next:1$/),
      deployments: [
        { status: 'PRIMARY', runningCount: 2, rolloutState: 'IN_PROGRESS' },
        { status: 'ACTIVE', runningCount: 2, rolloutState: 'COMPLETED' },
      ],
    });
    await sample.clock.pass(1000);
    expect((await sample.describe()).runningCount).toBe(2);
    expect(await sample.tasks('STOPPED')).toMatchObject([
      { lastStatus: 'DEACTIVATING' },
      { lastStatus: 'DEACTIVATING' },
    ]);
    await sample.clock.pass(10_500);
    expect(await rollouts()).toEqual(['PRIMARY COMPLETED']);
    expect(await history()).toMatchObject([{ status: 'SUCCESSFUL' }, { status: 'SUCCESSFUL' }]);
    const all = (await sample.messages()).join('\n');
    expect(all).toMatch(/has started 2 tasks: \(task \w{32}\) \(task \w{32}\)\./);
    expect(all).toContain(`(service web) registered 1 targets in (target-group ${GROUP})`);
    expect(all).toContain('(service web) has begun draining connections on 2 tasks.');
    expect(all).toContain('(service web) has stopped 2 running tasks: (task ');
  });

  it('is new for the same task definition only when it is forced', async () => {
    await sample.update({ taskDefinition: 'good' });
    expect(await history()).toHaveLength(1);
    await sample.update({ forceNewDeployment: true });
    expect(await history()).toHaveLength(2);
  });

  it('that is superseded is stopped, and what it started goes', async () => {
    await sample.register('slow', 'hangs');
    await sample.update({ taskDefinition: 'slow' });
    await sample.clock.pass(1000);
    await sample.register('next');
    await sample.update({ taskDefinition: 'next' });
    await sample.clock.pass(13_000);
    expect(await rollouts()).toEqual(['PRIMARY COMPLETED']);
    expect((await history()).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
    expect((await sample.tasks()).map(({ taskDefinitionArn }) => taskDefinitionArn?.split('/')[1])).toEqual([
      'next:1',
      'next:1',
    ]);
  });

  it.each(['crashes', 'never pulls'] as const)('whose task %s is rolled back', async (behaviour) => {
    await sample.register('bad', behaviour);
    const { service } = await sample.update({ taskDefinition: 'bad' });
    const failed = service.deployments?.[0]?.id;
    const goal = service.deployments?.[1]?.id;
    let fewest = Infinity;
    for (let turn = 0; turn < 42; turn++) {
      await sample.clock.pass(100);
      fewest = Math.min(fewest, [...sample.targets.all.keys()].filter((port) => port <= 3002).length);
    }
    expect(fewest).toBe(2);
    const { deployments, taskDefinition } = await sample.describe();
    expect(taskDefinition).toMatch(/good:1$/);
    expect(deployments[0]).toMatchObject({
      rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${goal}.`,
      rolloutState: 'IN_PROGRESS',
    });
    const [brief] = await history();
    expect(brief).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' });
    await sample.clock.pass(13_000);
    expect(await rollouts()).toEqual(['PRIMARY COMPLETED']);
    const { serviceDeployments } = await sample.call<{ serviceDeployments: ServiceDeployment[] }>(
      'DescribeServiceDeployments',
      { serviceDeploymentArns: [brief?.serviceDeploymentArn] },
    );
    expect(serviceDeployments).toMatchObject([
      {
        status: 'ROLLBACK_SUCCESSFUL',
        statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
        deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
        rollback: { serviceRevisionArn: (await history())[1]?.targetServiceRevisionArn },
      },
    ]);
    const events = sample.told
      .filter(({ DetailType }) => DetailType === 'ECS Deployment State Change')
      .map(({ Detail }) => JSON.parse(Detail ?? '') as { eventName: string; deploymentId: string });
    expect(events).toContainEqual(
      expect.objectContaining({
        eventType: 'ERROR',
        eventName: 'SERVICE_DEPLOYMENT_FAILED',
        deploymentId: failed,
        reason: 'ECS deployment circuit breaker: tasks failed to start.',
      }),
    );
    expect(events.at(-1)?.eventName).toBe('SERVICE_DEPLOYMENT_COMPLETED');
  });

  it('whose tasks are never healthy is rolled back after the grace period', async () => {
    await sample.register('bad', 'unhealthy');
    await sample.update({ taskDefinition: 'bad', healthCheckGracePeriodSeconds: 5 });
    await sample.clock.pass(4900);
    expect((await sample.describe()).deployments[0]).toMatchObject({ failedTasks: 0 });
    await sample.clock.pass(1000);
    expect((await sample.describe()).deployments[0]).toMatchObject({ failedTasks: 2 });
    await sample.clock.pass(20_000);
    expect(await rollouts()).toEqual(['PRIMARY COMPLETED']);
    expect((await history())[0]).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
  });

  it('is stopped with a roll back', async () => {
    await sample.register('slow', 'hangs');
    await sample.update({ taskDefinition: 'slow' });
    await sample.clock.pass(500);
    const [running] = await history();
    await sample.call('StopServiceDeployment', {
      serviceDeploymentArn: running?.serviceDeploymentArn,
      stopType: 'ROLLBACK',
    });
    expect((await sample.describe()).deployments[0]?.rolloutStateReason).toMatch(
      /rolling back to deploymentId/,
    );
    await sample.clock.pass(13_000);
    expect((await history())[0]).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    await expect(
      sample.call('StopServiceDeployment', { serviceDeploymentArn: running?.serviceDeploymentArn }),
    ).rejects.toThrow('ConflictException');
  });

  it('is stopped as it is', async () => {
    await sample.register('slow', 'hangs');
    await sample.update({ taskDefinition: 'slow' });
    await sample.clock.pass(500);
    const [running] = await history();
    const serviceDeploymentArn = running?.serviceDeploymentArn;
    await sample.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ABORT' });
    await sample.clock.pass(5000);
    expect((await history())[0]).toMatchObject({ status: 'STOPPED' });
    expect(await rollouts()).toEqual(['PRIMARY FAILED', 'ACTIVE COMPLETED']);
    expect((await sample.describe()).runningCount).toBe(2);
  });
});

it('a first deployment that fails just fails', async () => {
  await sample.register('bad', 'crashes');
  await sample.service({ taskDefinition: 'bad' });
  await sample.clock.pass(10_000);
  expect(await sample.describe()).toMatchObject({
    runningCount: 0,
    deployments: [
      {
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
    ],
  });
  const started = sample.launcher.orders.length;
  await sample.clock.pass(60_000);
  expect(sample.launcher.orders).toHaveLength(started);
});

it('without a circuit breaker failed tasks are started again and again, ever more slowly', async () => {
  await sample.register('bad', 'crashes');
  await sample.service({ taskDefinition: 'bad', deploymentConfiguration: {} });
  await sample.clock.pass(10_000);
  const early = sample.launcher.orders.length;
  expect(early).toBeGreaterThan(5);
  await sample.clock.pass(120_000);
  expect(sample.launcher.orders.length - early).toBeLessThan(20);
  expect(await rollouts()).toEqual(['PRIMARY IN_PROGRESS']);
  expect(await sample.messages()).toContainEqual(
    expect.stringContaining('is unable to consistently start tasks successfully.'),
  );
});

it('a worker that crashes as soon as it runs is no success', async () => {
  await sample.service({ loadBalancers: [] });
  await sample.clock.pass(5000);
  await sample.register('bad', 'crashes');
  await sample.update({ taskDefinition: 'bad' });
  await sample.clock.pass(10_000);
  expect((await history())[0]).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
});

it('EventBridge being away stops nothing', async () => {
  sample.eventsFail = true;
  await sample.service();
  await sample.clock.pass(2000);
  expect(await rollouts()).toEqual(['PRIMARY COMPLETED']);
  expect(sample.notes[0]).toContain('no EventBridge');
});

it('is empty after a reset, and nothing is started for what was there', async () => {
  await sample.service();
  await sample.clock.pass(2000);
  const reset = sample.ecs.reset();
  await sample.clock.pass(1000);
  await reset;
  await sample.clock.pass(5000);
  expect(sample.launcher.orders).toHaveLength(2);
  expect(await sample.call('ListClusters')).toEqual({ clusterArns: [] });
  await sample.service();
  await sample.clock.pass(2000);
  expect(await rollouts()).toEqual(['PRIMARY COMPLETED']);
});

it('a launcher that throws is a task that could not be started, and nothing worse', async () => {
  jest.spyOn(sample.launcher, 'launch').mockImplementation(() => {
    throw new Error('no more processes');
  });
  await sample.service();
  await sample.clock.pass(1000);
  expect((await sample.tasks('STOPPED'))[0]).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotStartContainerError: no more processes',
  });
  expect(await rollouts()).toEqual(['PRIMARY FAILED']);
});

it('a service that is deleted while it is deployed leaves nothing on its way', async () => {
  await sample.register('slow', 'hangs');
  await sample.service({ taskDefinition: 'slow' });
  await sample.clock.pass(500);
  await sample.call('DeleteService', { cluster: 'acme-test', service: 'web', force: true });
  await sample.clock.pass(500);
  expect(await sample.describe()).toMatchObject({ status: 'INACTIVE', deployments: [] });
  expect(await history()).toMatchObject([{ status: 'STOPPED' }]);
});
