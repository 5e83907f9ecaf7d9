import { sampleOpenEnvironment } from './sample-environment';
import { age, renderTasks } from './render-tasks';
import { taskRow } from './task-row';
import { readTasks } from './tasks';

const ARN = 'arn:aws:ecs:eu-west-1:111111111111:task/acme-staging/0123456789abcdef';
const TASK = {
  taskArn: ARN,
  group: 'service:web',
  lastStatus: 'RUNNING',
  startedAt: new Date('2026-11-25T10:00:00Z'),
  cpu: '256',
  memory: '512',
  taskDefinitionArn: 'arn:definition:7',
  containers: [{ name: 'web', networkInterfaces: [{ privateIpv4Address: '10.0.1.5' }] }],
};
const HEALTHY = { Target: { Id: '10.0.1.5', Port: 3000 }, TargetHealth: { State: 'healthy' } } as const;

describe('a task', () => {
  it('is shown with the release that made it and what the load balancer thinks of it', () => {
    const tags = [{ key: 'slipway:release', value: 'v12' }];

    expect(taskRow({ task: TASK, tags, targets: [HEALTHY] })).toEqual({
      id: '0123456789abcdef',
      service: 'web',
      oneOff: false,
      release: 'v12',
      state: 'running',
      health: 'healthy',
      startedAt: '2026-11-25T10:00:00.000Z',
      cpuUnits: 256,
      memoryMb: 512,
    });
  });

  it('is told from another at the same address by its port', () => {
    const sharing = (hostPort: number) => ({
      ...TASK,
      containers: [
        { networkInterfaces: [{ privateIpv4Address: '127.0.0.1' }], networkBindings: [{ hostPort }] },
      ],
    });
    const targets = [
      { Target: { Id: '127.0.0.1', Port: 4001 }, TargetHealth: { State: 'healthy' } },
      {
        Target: { Id: '127.0.0.1', Port: 4002 },
        TargetHealth: { State: 'unhealthy', Description: 'Health checks failed' },
      },
    ] as const;

    expect(taskRow({ task: sharing(4002), tags: [], targets }).health).toBe(
      'unhealthy: Health checks failed',
    );
    expect(taskRow({ task: sharing(4003), tags: [], targets }).health).toBeUndefined();
    const unknownPort = {
      ...TASK,
      containers: [{ networkInterfaces: [{ privateIpv4Address: '127.0.0.1' }] }],
    };
    expect(taskRow({ task: unknownPort, tags: [], targets }).health).toBeUndefined();
    expect(taskRow({ task: unknownPort, tags: [], targets: [targets[0], targets[0]] }).health).toBe(
      'healthy',
    );
  });

  it('of no service is a command that somebody runs', () => {
    const task = { ...TASK, group: 'family:acme-staging-web', startedAt: undefined };

    expect(taskRow({ task, tags: [], targets: [] })).toEqual({
      id: '0123456789abcdef',
      service: 'web',
      oneOff: true,
      state: 'running',
      cpuUnits: 256,
      memoryMb: 512,
    });
  });

  it('of which ECS says next to nothing is shown with what is known', () => {
    expect(taskRow({ task: { group: 'family:acme-staging-web' }, tags: [], targets: [HEALTHY] })).toEqual({
      id: '',
      service: 'acme-staging-web',
      oneOff: true,
      state: 'unknown',
      cpuUnits: 0,
      memoryMb: 0,
    });
  });

  it.each([
    [{ State: 'healthy', Description: 'fine' }, 'healthy'],
    [
      { State: 'draining', Reason: 'Target.DeregistrationInProgress' },
      'draining: Target.DeregistrationInProgress',
    ],
    [
      { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
      'unhealthy: Request timed out',
    ],
    [{ State: 'initial' }, 'initial'],
    [{ Description: 'not of any state' }, undefined],
    [undefined, undefined],
  ] as const)('is as well as the load balancer says: %j', (TargetHealth, health) => {
    const targets = [{ ...HEALTHY, TargetHealth }] as never;

    expect(taskRow({ task: TASK, tags: [], targets }).health).toBe(health);
  });
});

describe('readTasks', () => {
  it('reads all pages, and tells a service’s tasks before one-off ones', async () => {
    const oneOff = { ...TASK, taskArn: `${ARN}1`, group: 'family:acme-staging-web' };
    const ecs = {
      listTasks: jest
        .fn()
        .mockResolvedValueOnce({ taskArns: ['a'], nextToken: 'more' })
        .mockResolvedValueOnce({ taskArns: ['b'] }),
      describeTasks: ({ tasks: [arn] }: { tasks: string[] }) =>
        Promise.resolve({ tasks: [arn === 'a' ? oneOff : TASK] }),
      describeTaskDefinition: () => Promise.resolve({ tags: [{ key: 'slipway:release', value: 'v3' }] }),
      describeServices: () =>
        Promise.resolve({
          services: [{ serviceName: 'web', loadBalancers: [{ targetGroupArn: 'arn:tg' }] }],
        }),
    };
    const balancers = {
      describeTargetHealth: () => Promise.resolve({ TargetHealthDescriptions: [HEALTHY] }),
    };

    const rows = await readTasks(sampleOpenEnvironment({ ecs, balancers }));

    expect(rows.map(({ oneOff, release, health }) => [oneOff, release, health])).toEqual([
      [false, 'v3', 'healthy'],
      [true, 'v3', undefined],
    ]);
  });

  it('shows the tasks all the same when what belongs to them was removed', async () => {
    const gone = (name: string, message: string) =>
      Promise.reject(Object.assign(new Error(message), { name, $metadata: {} }));
    const ecs = {
      listTasks: () => ({ taskArns: ['a'] }),
      describeTasks: () => ({ tasks: [TASK] }),
      describeTaskDefinition: () => gone('ClientException', 'Unable to describe task definition.'),
      describeServices: () => ({
        services: [{ serviceName: 'web', loadBalancers: [{ targetGroupArn: 'arn:tg' }] }],
      }),
    };
    const balancers = { describeTargetHealth: () => gone('TargetGroupNotFoundException', 'not found') };

    const [row, ...more] = await readTasks(sampleOpenEnvironment({ ecs, balancers }));
    expect(row).toMatchObject({ state: 'running', health: 'target group removed' });
    expect([row?.release, more]).toEqual([undefined, []]);
    const denied = { describeTargetHealth: () => gone('AccessDeniedException', 'no') };
    await expect(readTasks(sampleOpenEnvironment({ ecs, balancers: denied }))).rejects.toThrow('no');
  });

  it('asks each thing once, and no load balancer where a service has none', async () => {
    const at = (time: number, more: object) => ({ ...TASK, startedAt: new Date(time), ...more });
    const tasks = [
      at(3000, { taskArn: 'x/late' }),
      at(1000, { taskArn: 'x/b-worker', group: 'service:worker' }),
      { ...TASK, taskArn: 'x/starting', startedAt: undefined },
      at(2000, { taskArn: 'x/early' }),
    ];
    const describeTaskDefinition = jest.fn().mockReturnValue({});
    const describeServices = jest.fn().mockReturnValue({ services: [{ serviceName: 'web' }] });
    const listTasks = jest.fn().mockReturnValue({ taskArns: ['a', 'b'] });
    const describeTasks = jest.fn().mockReturnValue({ tasks });
    const ecs = { listTasks, describeTasks, describeTaskDefinition, describeServices };

    const rows = await readTasks(sampleOpenEnvironment({ ecs }));
    expect(rows.map(({ id }) => id)).toEqual(['early', 'late', 'starting', 'b-worker']);
    expect(rows.map(({ health, release }) => [health, release])).toEqual(
      Array(4).fill([undefined, undefined]),
    );
    expect(listTasks).toHaveBeenCalledWith(
      expect.objectContaining({ cluster: 'acme-staging', maxResults: 100 }),
    );
    expect(describeTasks.mock.calls).toEqual([[{ cluster: 'acme-staging', tasks: ['a', 'b'] }]]);
    expect(describeTaskDefinition.mock.calls).toEqual([
      [{ taskDefinition: 'arn:definition:7', include: ['TAGS'] }],
    ]);
    expect(describeServices.mock.calls).toEqual([[{ cluster: 'acme-staging', services: ['web'] }]]);
  });

  it('has nothing to ask about where nothing runs, and passes on what AWS refuses', async () => {
    const nothing = { listTasks: () => ({ taskArns: [] }), describeServices: () => ({}) };
    expect(await readTasks(sampleOpenEnvironment({ ecs: nothing }))).toEqual([]);

    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const ecs = { listTasks: () => Promise.reject(denied) };
    await expect(readTasks(sampleOpenEnvironment({ ecs }))).rejects.toBe(denied);
  });

  it('says that an environment without a cluster is not deployed', async () => {
    const missing = Object.assign(new Error('no cluster'), { name: 'ClusterNotFoundException' });
    const ecs = { listTasks: () => Promise.reject(missing) };

    await expect(readTasks(sampleOpenEnvironment({ ecs }))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('npx slipway deploy staging'),
    });
  });
});

describe('the table', () => {
  it('has a line for each task', () => {
    const row = taskRow({ task: TASK, tags: [], targets: [HEALTHY] });

    expect(renderTasks([row], new Date('2026-11-26T13:00:00Z')).split('\n')).toEqual([
      'task      service  release  state    health   up     size',
      '01234567  web      -        running  healthy  1d 3h  0.25 vCPU, 512 MB',
    ]);
  });

  it('marks a one-off task, and what is not known', () => {
    const task = { ...TASK, group: 'family:acme-staging-web', startedAt: undefined };
    const tags = [{ key: 'slipway:release', value: 'v12' }];
    const rows = [taskRow({ task: TASK, tags, targets: [] }), taskRow({ task, tags: [], targets: [] })];

    expect(renderTasks(rows, new Date('2026-11-25T10:00:12Z')).split('\n')).toEqual([
      'task      service        release  state    health  up   size',
      '01234567  web            v12      running  -       12s  0.25 vCPU, 512 MB',
      '01234567  web (one-off)  -        running  -       -    0.25 vCPU, 512 MB',
    ]);
  });

  it.each([
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [61_000, '1m 1s'],
    [86_400_000, '1d'],
    [86_700_000, '1d'],
    [3_600_000, '1h'],
    [-5, '0s'],
    [90_061_000, '1d 1h'],
  ])('%d ms is %s', (milliseconds, words) => expect(age(milliseconds)).toBe(words));
});
