import type { DescribeTasksCommandInput } from '@aws-sdk/client-ecs';
import { SampleWorld } from '../sample/sample-world';
import { Observer } from './observer';
import { recordedAws } from './recorded-aws';
import { balanced, observed, running, TASK } from './recorded-look';

describe('what it asks', () => {
  it('is the tasks of the service that run and that stopped, and its target group', async () => {
    const { look, calls } = observed({
      tasks: [running('1', '10.0.0.1'), { taskArn: `${TASK}/2`, lastStatus: 'STOPPED' }],
    });
    await look();

    const list = { cluster: 'shop-staging', serviceName: 'web' };
    expect(calls).toEqual(
      expect.arrayContaining([
        ['ListTasks', expect.objectContaining({ ...list, desiredStatus: 'RUNNING' })],
        ['ListTasks', expect.objectContaining({ ...list, desiredStatus: 'STOPPED' })],
        ['DescribeTasks', { cluster: 'shop-staging', tasks: [`${TASK}/1`, `${TASK}/2`] }],
        ['DescribeTargetHealth', { TargetGroupArn: 'arn:targets' }],
      ]),
    );
  });

  it('are a hundred tasks at a time, from every page', async () => {
    const tasks = Array.from({ length: 201 }, (_, n) => running(`${n}`, `10.0.0.${n}`));
    const { look, calls } = observed({ tasks });

    expect((await look()).tasks.map(({ id }) => id)).toEqual(tasks.map((_, n) => `${n}`));
    const described = calls.flatMap(([command, input]) =>
      command === 'DescribeTasks' ? ((input as DescribeTasksCommandInput).tasks?.length ?? 0) : [],
    );
    expect(described).toEqual([100, 100, 1]);
  });

  it('is no load balancer for a service without one', async () => {
    const { look, calls } = observed({ service: { serviceName: 'web', status: 'ACTIVE' } });

    expect(await look()).toEqual({
      service: 'web',
      elapsedMs: 1500,
      deployments: [],
      tasks: [],
      desiredCount: 0,
    });
    expect(calls.map(([command]) => command)).not.toContain('DescribeTargetHealth');
  });
});

describe('a target group that was removed', () => {
  const lost = { tasks: [running('1', '10.0.0.1')], targets: 'gone' } as const;

  it('is said of the service, whose tasks are shown all the same', async () => {
    const seen = await observed(lost, true).look();
    expect(seen).toMatchObject({ targetsGone: true, tasks: [{ id: '1', lastStatus: 'RUNNING' }] });
    expect(seen.tasks[0]?.target).toBeUndefined();
  });

  it('ends a release, which cannot go on without', async () => {
    await expect(observed(lost).look()).rejects.toThrow('Target groups not found');
  });
});

it('leaves out a service that ECS does not show', async () => {
  const { clients } = recordedAws({ DescribeServices: () => ({ services: [] }) });

  expect(await new Observer(clients, new SampleWorld().environment, () => 0).look(['web'])).toEqual([]);
});

describe('deployments', () => {
  it('are shown as ECS tells them', async () => {
    const { look } = observed({
      service: {
        ...balanced,
        deployments: [
          {
            id: 'ecs-svc/2',
            status: 'PRIMARY',
            taskDefinition: 'web:2',
            desiredCount: 4,
            runningCount: 3,
            pendingCount: 1,
            failedTasks: 2,
            rolloutState: 'FAILED',
            rolloutStateReason: 'circuit breaker',
          },
          { id: 'ecs-svc/1', status: 'ACTIVE' },
          { id: 'ecs-svc/0', status: 'INACTIVE' },
        ],
      },
    });
    const { deployments, desiredCount } = await look();

    expect(desiredCount).toBe(2);
    expect(deployments).toMatchObject([
      {
        id: 'ecs-svc/2',
        status: 'PRIMARY',
        taskDefinition: 'web:2',
        desired: 4,
        running: 3,
        pending: 1,
        failed: 2,
        rolloutState: 'FAILED',
        rolloutStateReason: 'circuit breaker',
      },
      { status: 'ACTIVE' },
      { status: 'INACTIVE' },
    ]);
  });

  it('of which ECS tells nothing have no tasks and are under way', async () => {
    const { look } = observed({ service: { ...balanced, deployments: [{}] } });

    expect((await look()).deployments).toEqual([
      {
        id: '',
        status: 'INACTIVE',
        taskDefinition: '',
        desired: 0,
        running: 0,
        pending: 0,
        failed: 0,
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: undefined,
      },
    ]);
  });
});
