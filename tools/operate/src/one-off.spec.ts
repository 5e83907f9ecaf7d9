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
  expect(oneOffRequest('acme-staging', SERVICE, ['node', 'a b.js'])).toMatchObject({
    cluster: 'acme-staging',
    taskDefinition: 'acme-staging-web:4',
    launchType: 'FARGATE',
    networkConfiguration: SERVICE.networkConfiguration,
    startedBy: 'slipway-run',
    overrides: { containerOverrides: [{ name: 'web', command: ['node', 'a b.js'] }] },
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
    expect(stopTask).toHaveBeenCalledWith(expect.objectContaining({ cluster: 'acme-staging', task: 'abc' }));
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

  it('that ECS refuses to start is told in its words', async () => {
    const ecs = {
      describeServices: () => Promise.resolve({ services: [SERVICE] }),
      runTask: () => Promise.resolve({ failures: [{ reason: 'RESOURCE:ENI' }] }),
    };

    await expect(startOneOff(sampleOpenEnvironment({ ecs }), { command: ['x'] })).rejects.toThrow(
      'RESOURCE:ENI',
    );
  });
});
