import type { Task } from '@aws-sdk/client-ecs';
import { observed, running, target, TASK } from './recorded-look';

describe('a task', () => {
  it("is told by the container of the service's name", async () => {
    const { look } = observed({
      tasks: [
        {
          taskArn: `${TASK}/0f3a`,
          startedBy: 'ecs-svc/2',
          taskDefinitionArn: 'web:2',
          lastStatus: 'STOPPED',
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          containers: [
            { name: 'proxy', exitCode: 0, imageDigest: 'sha256:proxy' },
            { name: 'web', exitCode: 137, imageDigest: 'sha256:web', reason: 'OutOfMemoryError' },
          ],
        },
      ],
    });

    expect((await look()).tasks).toEqual([
      {
        id: '0f3a',
        deployment: 'ecs-svc/2',
        taskDefinition: 'web:2',
        imageDigest: 'sha256:web',
        lastStatus: 'STOPPED',
        target: { state: 'initial', reason: undefined, description: undefined },
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        exitCode: 137,
        containerReason: 'OutOfMemoryError',
        wasHealthy: false,
      },
    ]);
  });

  it('has the target of its own address', async () => {
    const { look } = observed({
      tasks: [running('1', '10.0.0.1'), running('2', '10.0.0.2'), running('3', '10.0.0.3')],
      targets: [
        target('10.0.0.99', 'healthy'),
        target('10.0.0.2', 'unhealthy'),
        target('10.0.0.1', 'healthy'),
      ],
    });

    expect((await look()).tasks).toMatchObject([
      { id: '1', target: { state: 'healthy' }, wasHealthy: true },
      {
        id: '2',
        target: { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' },
        wasHealthy: false,
      },
      { id: '3', target: { state: 'initial' }, wasHealthy: false },
    ]);
  });

  it('that has no address of its container has that of its network interface', async () => {
    const details = [
      { name: 'subnetId', value: 'subnet-1' },
      { name: 'privateIPv4Address', value: '10.0.0.1' },
    ];
    const { look } = observed({
      tasks: [
        { taskArn: `${TASK}/1`, lastStatus: 'RUNNING', attachments: [{}, { details }] },
        { taskArn: `${TASK}/2`, lastStatus: 'RUNNING' },
      ],
      targets: [target('10.0.0.1', 'healthy')],
    });

    expect((await look()).tasks).toMatchObject([
      { target: { state: 'healthy' } },
      { target: { state: 'initial' } },
    ]);
  });

  it('that shares its address has the target of its port', async () => {
    const on = (hostPort: number): Partial<Task> => ({
      containers: [
        {
          name: 'web',
          networkInterfaces: [{ privateIpv4Address: '10.0.0.1' }],
          networkBindings: [{}, { hostPort }],
        },
      ],
    });
    const { look } = observed({
      tasks: [running('1', '', on(4001)), running('2', '', on(4002)), running('3', '', on(4003))],
      targets: [
        target('10.0.0.1', 'unhealthy', 4002),
        target('10.0.0.1', 'healthy', 4001),
        { Target: { Id: '10.0.0.1' } },
      ],
    });

    expect((await look()).tasks.map((task) => task.target?.state)).toEqual([
      'healthy',
      'unhealthy',
      'initial',
    ]);
  });
});

describe('whether a task was healthy', () => {
  it('is remembered when it no longer is, and when it has stopped', async () => {
    const { look, shown } = observed({
      tasks: [running('1', '10.0.0.1')],
      targets: [target('10.0.0.1', 'healthy')],
    });
    await look();
    shown.targets = [target('10.0.0.1', 'unhealthy')];
    expect((await look()).tasks).toMatchObject([{ wasHealthy: true }]);
    shown.tasks = [running('1', '10.0.0.1', { lastStatus: 'STOPPED' }), running('2', '10.0.0.2')];

    expect((await look()).tasks).toMatchObject(
      [
        { id: '2', wasHealthy: false },
        { id: '1', wasHealthy: true },
      ].reverse(),
    );
  });

  it('is not said of one that has a healthy target and does not run yet', async () => {
    const { look } = observed({
      tasks: [running('1', '10.0.0.1', { lastStatus: 'ACTIVATING' })],
      targets: [target('10.0.0.1', 'healthy')],
    });

    expect((await look()).tasks).toMatchObject([{ wasHealthy: false }]);
  });

  it('is known by its running where there is no load balancer', async () => {
    const { look } = observed({
      service: { serviceName: 'web', status: 'ACTIVE' },
      tasks: [running('1', '10.0.0.1'), running('2', '10.0.0.2', { lastStatus: 'PENDING' })],
    });

    expect((await look()).tasks).toMatchObject([
      { target: undefined, wasHealthy: true },
      { target: undefined, wasHealthy: false },
    ]);
  });
});
