import { createServer, type AddressInfo } from 'node:net';
import { awsClients } from '@slipway/tool-aws';
import { oneOffRequest, runOneOff, startOneOff } from './one-off';
import { sampleOpenEnvironment } from './sample-environment';

const SERVICE = {
  serviceName: 'web',
  status: 'ACTIVE',
  taskDefinition: 'acme-staging-web:4',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  enableExecuteCommand: true,
};

test('the request is the live release with another command', () => {
  expect(oneOffRequest('acme-staging', SERVICE, ['node', 'a b.js'])).toEqual({
    count: 1,
    enableExecuteCommand: true,
    propagateTags: 'TASK_DEFINITION',
    cluster: 'acme-staging',
    taskDefinition: 'acme-staging-web:4',
    launchType: 'FARGATE',
    networkConfiguration: SERVICE.networkConfiguration,
    startedBy: 'slipway-run',
    overrides: { containerOverrides: [{ name: 'web', command: ['node', 'a b.js'] }] },
  });
});

it('runs where the service does: on its capacity providers, or its launch type', () => {
  const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
  const onSpot = oneOffRequest('acme', { ...SERVICE, launchType: 'EC2', capacityProviderStrategy }, ['x']);

  expect(onSpot).toMatchObject({ capacityProviderStrategy });
  expect(onSpot).not.toHaveProperty('launchType');
  const platform = {
    launchType: 'EXTERNAL' as const,
    capacityProviderStrategy: [],
    platformVersion: '1.4.0',
  };
  const external = oneOffRequest('acme', { ...SERVICE, ...platform }, ['x']);
  expect(external).toMatchObject({ launchType: 'EXTERNAL', platformVersion: '1.4.0' });
  expect(external).not.toHaveProperty('capacityProviderStrategy');
});

it('runs once, although the answer of ECS is lost', async () => {
  const bodies: { readonly clientToken?: string }[] = [];
  const server = createServer((socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      const body = /\{.*\}$/s.exec(text)?.[0];
      if (body === undefined) return;
      text = '';
      bodies.push(JSON.parse(body) as { clientToken?: string });
      if (bodies.length === 1) return void socket.destroy();
      const answer = JSON.stringify({ tasks: [{ taskArn: 'arn:task/acme-staging/abc' }] });
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const variables = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  try {
    const ecs = await awsClients({ account: '111111111111', region: 'eu-west-1', variables }).ecs();
    const { environment } = sampleOpenEnvironment({});
    const runTask = ecs.runTask.bind(ecs);
    const describeServices = () => Promise.resolve({ services: [SERVICE] });
    const clients = { ecs: () => Promise.resolve({ describeServices, runTask }) } as never;

    await expect(startOneOff({ environment, clients }, { command: ['x'] })).resolves.toBe('abc');
  } finally {
    server.close();
  }
  const [first, second, ...more] = bodies.map(({ clientToken }) => clientToken);
  expect(first).toMatch(/^[\w-]{36}$/);
  expect(second).toBe(first);
  expect(more).toEqual([]);
});

it('two commands are two to ECS', async () => {
  const runTask = jest.fn().mockReturnValue({ tasks: [{ taskArn: 'a/b/c' }] });
  const place = sampleOpenEnvironment({
    ecs: { runTask, describeServices: () => ({ services: [SERVICE] }) },
  });
  await startOneOff(place, { command: ['x'] });
  await startOneOff(place, { command: ['x'] });
  const tokens = runTask.mock.calls.map(([{ clientToken }]: [{ clientToken?: string }]) => clientToken);

  expect(new Set(tokens).size).toBe(2);
});

describe('a command that is too long for ECS', () => {
  /** With `{"containerOverrides":[{"name":"web","command":["…"]}]}` around it. */
  const LONGEST = 8192 - JSON.stringify(oneOffRequest('acme', SERVICE, ['']).overrides).length;
  const placeOf = (runTask: jest.Mock) =>
    sampleOpenEnvironment({
      ecs: { describeServices: async () => ({ services: [SERVICE] }), runTask },
    });

  it('is not sent, and told by how much and what else to do', async () => {
    const runTask = jest.fn();
    const start = startOneOff(placeOf(runTask), { command: ['x'.repeat(LONGEST + 3)] });

    await expect(start).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(
        /^The command is 3 characters too long: ECS takes 8,192.*Nothing was started\.\n.*npx slipway shell \S+$/,
      ),
    });
    expect(runTask).not.toHaveBeenCalled();
  });

  it('is one of more than 8,192 characters', async () => {
    const runTask = jest.fn(async () => ({ tasks: [{ taskArn: 'arn:task/acme-staging/abc' }] }));
    const start = startOneOff(placeOf(runTask), { command: ['x'.repeat(LONGEST)] });

    await expect(start).resolves.toBe('abc');
  });
});

describe('a command', () => {
  const pause = () => Promise.resolve();
  const stopped = (more: object) => ({ lastStatus: 'STOPPED', containers: [{ name: 'web', ...more }] });

  function open(states: readonly object[], pages: readonly (object | Error)[] = []) {
    const left = [...states];
    const log = [...pages];
    const stopTask = jest.fn().mockResolvedValue({});
    const ecs = {
      stopTask,
      describeServices: () => Promise.resolve({ services: [SERVICE] }),
      runTask: () => Promise.resolve({ tasks: [{ taskArn: 'arn:task/acme-staging/abc' }] }),
      describeTasks: () => Promise.resolve({ tasks: [left.length > 1 ? left.shift() : left[0]] }),
    };
    const getLogEvents = () => {
      const page = log.shift() ?? { events: [], nextForwardToken: 'end' };
      return page instanceof Error ? Promise.reject(page) : Promise.resolve(page);
    };
    return { stopTask, open: sampleOpenEnvironment({ ecs, logs: { getLogEvents } }) };
  }
  const noStream = Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });

  it('ends with the exit code of what ran, after all that it printed', async () => {
    const lines: string[] = [];
    const { open: at } = open(
      [{ lastStatus: 'PENDING' }, { lastStatus: 'RUNNING' }, stopped({ exitCode: 3 })],
      [
        noStream,
        { events: [{ message: 'one\n' }], nextForwardToken: '1' },
        { events: [], nextForwardToken: '1' },
        { events: [], nextForwardToken: '1' },
        { events: [{ message: 'late' }], nextForwardToken: '2' },
      ],
    );
    const options = { pause, line: (text: string) => lines.push(text), signal: new AbortController().signal };

    expect(await runOneOff(at, { command: ['x'] }, options)).toBe(3);
    expect(lines).toEqual(['one', 'late']);
  });

  it('is stopped by Ctrl-C', async () => {
    const { open: at, stopTask } = open([{ lastStatus: 'RUNNING' }, stopped({ exitCode: 143 })]);
    const options = { pause, line: () => undefined, signal: AbortSignal.abort() };

    expect(await runOneOff(at, { command: ['x'] }, options)).toBe(130);
    expect(stopTask).toHaveBeenCalledTimes(1);
    expect(stopTask).toHaveBeenCalledWith({
      cluster: 'acme-staging',
      task: 'abc',
      reason: 'Stopped with Ctrl-C by the person who ran it',
    });
  });

  it('that did not even start is told with ECS’s reason', async () => {
    const { open: at } = open([{ ...stopped({}), stoppedReason: 'CannotPullContainerError: gone' }]);
    const options = { pause, line: () => undefined, signal: new AbortController().signal };

    await expect(runOneOff(at, { command: ['x'] }, options)).rejects.toThrow(
      'CannotPullContainerError: gone',
    );
  });

  it('ECS’s reason is told once where task and container give the same', async () => {
    const reason = 'CannotStartContainerError: no such file';
    const { open: at } = open([{ ...stopped({ reason }), stoppedReason: reason }]);
    const options = { pause, line: () => undefined, signal: new AbortController().signal };

    await expect(runOneOff(at, { command: ['x'] }, options)).rejects.toThrow(
      new Error(`The command did not start: ${reason}`),
    );
  });

  it('that ECS no longer knows is not waited for without an end', async () => {
    const { open: at } = open([]);
    const paused = jest.fn().mockResolvedValue(undefined);
    const options = { pause: paused, line: () => undefined, signal: new AbortController().signal };

    await expect(runOneOff(at, { command: ['x'] }, options)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('npx slipway logs staging web'),
    });
    expect(paused).toHaveBeenCalledTimes(59);
    expect(paused).toHaveBeenCalledWith(1000);
  });

  it('that ECS does not know yet is waited for', async () => {
    const nothing = Array.from({ length: 59 }, () => undefined as unknown as object);
    const { open: at } = open([...nothing, { lastStatus: 'RUNNING' }, ...nothing, stopped({ exitCode: 0 })]);
    const options = { pause, line: () => undefined, signal: new AbortController().signal };

    expect(await runOneOff(at, { command: ['x'] }, options)).toBe(0);
  });

  it('is told by its task once it is on its way, and read from its own stream', async () => {
    const { open: at } = open([stopped({ exitCode: 0 })]);
    const started = jest.fn();
    const getLogEvents = jest.fn().mockResolvedValue({ events: [], nextForwardToken: 'end' });
    const logs = () => Promise.resolve({ getLogEvents });
    const within = { ...at, clients: { ...at.clients, logs } as never };
    const options = { pause, started, line: () => undefined, signal: new AbortController().signal };
    await runOneOff(within, { command: ['x'] }, options);

    expect(started.mock.calls).toEqual([['abc']]);
    expect(getLogEvents).toHaveBeenNthCalledWith(1, {
      logGroupName: '/ecs/staging/web',
      logStreamName: 'web/web/abc',
      startFromHead: true,
      nextToken: undefined,
    });
    expect(getLogEvents).toHaveBeenLastCalledWith(expect.objectContaining({ nextToken: 'end' }));
  });

  it('whose log cannot be read is told by what AWS says', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const { open: at } = open([{ lastStatus: 'RUNNING' }], [denied]);
    const options = { pause, line: () => undefined, signal: new AbortController().signal };

    await expect(runOneOff(at, { command: ['x'] }, options)).rejects.toBe(denied);
  });

  it('without a word of why it did not start is told so', async () => {
    const { open: at } = open([{ lastStatus: 'STOPPED' }]);
    const options = { pause, line: () => undefined, signal: new AbortController().signal };

    await expect(runOneOff(at, { command: ['x'] }, options)).rejects.toThrow(
      'The command did not start: ECS does not say why',
    );
  });

  it('ends with the code of its own container, not with that of a sidecar', async () => {
    const containers = [
      { name: 'proxy', exitCode: 9 },
      { name: 'web', exitCode: 4 },
    ];
    const { open: at } = open([{ lastStatus: 'STOPPED', containers }]);
    const options = { pause, line: () => undefined, signal: new AbortController().signal };

    expect(await runOneOff(at, { command: ['x'] }, options)).toBe(4);
  });

  it('that ECS refuses to start is told in its words', async () => {
    const ecs = {
      describeServices: () => Promise.resolve({ services: [SERVICE] }),
      runTask: () => Promise.resolve({ failures: [{ reason: 'RESOURCE:ENI' }] }),
    };

    await expect(startOneOff(sampleOpenEnvironment({ ecs }), { command: ['x'] })).rejects.toThrow(
      'RESOURCE:ENI',
    );
    const several = [{ reason: 'AGENT', detail: 'lost' }, { reason: 'MEMORY' }];
    const both = { ...ecs, runTask: () => ({ failures: several }) };
    await expect(startOneOff(sampleOpenEnvironment({ ecs: both }), { command: ['x'] })).rejects.toThrow(
      'ECS did not start the command: AGENT: lost; MEMORY. Nothing runs.',
    );
    const silent = { ...ecs, runTask: () => ({}) };
    await expect(startOneOff(sampleOpenEnvironment({ ecs: silent }), { command: ['x'] })).rejects.toThrow(
      'it does not say why',
    );
  });
});
