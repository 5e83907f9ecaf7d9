import { judge } from './judge';
import type { Observation, TaskObservation } from './observation';
import { GOAL, OURS, OLD, task, unhealthy, look, ROLLING } from './sample-looks';

describe('never healthy', () => {
  const codes = (id: string) =>
    unhealthy(id, 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [500]');
  const silent = (id: string) => unhealthy(id, 'Target.Timeout', 'Request timed out');
  const at = (ms: number, tasks: TaskObservation[]) => look(tasks, [OURS, OLD], ms);

  it.each<[string, Observation[], string | undefined]>([
    ['a wrong answer at one look', [at(20_000, [codes('1'), codes('2')])], undefined],
    [
      'a wrong answer for 9 s',
      [at(10_000, [codes('1'), codes('2')]), at(19_000, [codes('1'), codes('2')])],
      undefined,
    ],
    [
      'a wrong answer for 10 s',
      [at(10_000, [codes('1'), codes('2')]), at(20_000, [codes('1'), codes('2')])],
      'web answers its health check with 500.',
    ],
    [
      'the only task',
      [at(10_000, [codes('1')]), at(20_000, [codes('1')])],
      'web answers its health check with 500.',
    ],
    ['one of two is healthy', [at(10_000, [codes('1')]), at(20_000, [codes('1'), task('2')])], undefined],
    ['the reason changed', [at(10_000, [silent('1')]), at(20_000, [codes('1')])], undefined],
    [
      'no answer for 50 s may still be a start',
      [at(10_000, [silent('1')]), at(60_000, [silent('1')])],
      undefined,
    ],
    [
      'no answer for 60 s',
      [at(10_000, [silent('1')]), at(70_000, [silent('1')])],
      'web does not answer its health check in time: a new task has 60 s to start (`startSeconds`).',
    ],
  ])('%s', (_, history, words) => {
    expect(judge(history, GOAL)).toEqual(
      words ? { kind: 'failed', cause: { kind: 'never-healthy', words }, task: '1', stop: true } : ROLLING,
    );
  });

  it('what ECS stopped for its health checks is told by what the load balancer last said', () => {
    const target = { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
    const running = ['1', '2'].map((id) => task(id, { target, wasHealthy: false }));
    const stopped = running.map((one) => ({
      ...one,
      lastStatus: 'STOPPED',
      target: { state: 'initial' },
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed ELB health checks in (target-group arn:x)',
    }));
    expect(judge([at(60_000, running), at(63_000, stopped)], GOAL)).toMatchObject({
      kind: 'failed',
      cause: {
        kind: 'never-healthy',
        words: 'web does not answer its health check in time: a new task has 60 s to start (`startSeconds`).',
      },
    });
    expect(judge([at(63_000, stopped)], GOAL)).toMatchObject({
      cause: { words: 'web fails its health check: a new task has 60 s to start (`startSeconds`).' },
    });
  });

  it('a service that starts slowly says how slowly', () => {
    const history = [at(10_000, [silent('1')]), at(70_000, [silent('1')])];

    expect(judge(history, { ...GOAL, startSeconds: 300 })).toEqual(ROLLING);
    expect(judge([...history, at(310_000, [silent('1')])], { ...GOAL, startSeconds: 300 })).toMatchObject({
      cause: { words: expect.stringContaining('a new task has 300 s to start') },
    });
  });
});
