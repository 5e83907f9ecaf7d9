import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { SampleEcs } from './sample-ecs';

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
