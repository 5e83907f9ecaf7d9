import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
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
