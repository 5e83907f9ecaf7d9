import { runOneOff } from './one-off';
import { sampleEcs, sampleOpenEnvironment } from './sample-environment';

describe('a command', () => {
  const pause = () => Promise.resolve();
  const stopped = (more: object) => ({ lastStatus: 'STOPPED', containers: [{ name: 'web', ...more }] });

  function open(states: readonly object[], pages: readonly (object | Error)[] = []) {
    const left = [...states];
    const log = [...pages];
    const stopTask = jest.fn().mockResolvedValue({});
    const ecs = sampleEcs({
      stopTask,
      runTask: () => Promise.resolve({ tasks: [{ taskArn: 'arn:task/acme-staging/abc' }] }),
      describeTasks: () => Promise.resolve({ tasks: [left.length > 1 ? left.shift() : left[0]] }),
    });
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
});
