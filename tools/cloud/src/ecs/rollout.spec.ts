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
