import { judge } from './judge';
import type { Observation } from './observation';
import type { Verdict } from './verdict';
import {
  OLD_DIGEST,
  GOAL,
  OURS,
  OLD,
  DONE,
  task,
  oldTask,
  crashed,
  unstarted,
  unhealthy,
  look,
  ROLLING,
  MISSING,
  CRASH,
  GONE_BACK,
} from './sample-looks';

describe('live', () => {
  it.each<[string, Observation, boolean]>([
    ['completed, and every task carries the release', look([task('1'), task('2')], [DONE]), true],
    [
      'without a load balancer',
      look([task('1', { target: undefined }), task('2', { target: undefined })], [DONE]),
      true,
    ],
    ['more than were wanted', look([task('1'), task('2'), task('3')], [DONE]), true],
    ['autoscaling wants fewer now', look([task('1')], [DONE], 6_000, 1), true],
    [
      'stopped tasks of the old release do not count',
      look([task('1'), task('2'), { ...oldTask('0'), lastStatus: 'STOPPED' }], [DONE]),
      true,
    ],
    ['in progress', look([task('1'), task('2')], [OURS]), false],
    ['an old task still runs', look([task('1'), task('2'), oldTask('0')], [DONE]), false],
    ['a task of another digest', look([task('1'), task('2', { imageDigest: OLD_DIGEST })], [DONE]), false],
    [
      'a digest that is not known yet',
      look([task('1'), task('2', { imageDigest: undefined })], [DONE]),
      false,
    ],
    ['another task definition', look([task('1'), task('2', { taskDefinition: 'web:9' })], [DONE]), false],
    ['too few', look([task('1')], [DONE]), false],
    [
      'a target that is not healthy',
      look([task('1'), task('2', { target: { state: 'initial' } })], [DONE]),
      false,
    ],
    ['somebody scaled it to nothing', look([], [DONE], 6_000, 0), false],
    ['completed, but not the primary', look([task('1'), task('2')], [{ ...DONE, status: 'ACTIVE' }]), false],
  ])('%s', (_, observation, live) => {
    expect(judge([observation], GOAL).kind === 'live').toBe(live);
  });

  it('a service that is scaled to nothing is live without tasks', () => {
    expect(judge([look([], [DONE], 6_000, 0)], { ...GOAL, desiredCount: 0 })).toEqual({ kind: 'live' });
  });
});

describe('failed early', () => {
  it.each<[string, Observation[], Verdict]>([
    ['nothing seen', [], ROLLING],
    ['one crash', [look([crashed('1'), task('2')])], ROLLING],
    [
      'two crashes alike',
      [look([crashed('1'), crashed('2')])],
      { kind: 'failed', cause: CRASH, task: '2', stop: true },
    ],
    ['two crashes that differ', [look([crashed('1', 1), crashed('2', 2)])], ROLLING],
    [
      'one task at a time, the first one forgotten by ECS',
      [look([crashed('1')]), look([]), look([crashed('2')])],
      { kind: 'failed', cause: CRASH, task: '2', stop: true },
    ],
    ['the same task at two looks', [look([crashed('1')]), look([crashed('1')])], ROLLING],
    [
      'crashes of the old release',
      [look([1, 2].map((id) => ({ ...crashed(`${id}`), deployment: 'ecs-svc/old' })))],
      ROLLING,
    ],
    [
      'a secret that does not exist, once',
      [look([unstarted('1', MISSING)])],
      {
        kind: 'failed',
        cause: {
          kind: 'secret-missing',
          words: 'The secret STRIPE_KEY is missing: /acme/staging/web/STRIPE_KEY does not exist in SSM.',
        },
        task: '1',
        stop: true,
      },
    ],
    [
      'what only passes with time',
      [look(['1', '2', '3'].map((id) => unstarted(id, 'Capacity is unavailable at this time.')))],
      ROLLING,
    ],
    [
      'ECS has gone back already',
      [look([crashed('1'), crashed('2')], GONE_BACK)],
      { kind: 'failed', cause: CRASH, task: '2', stop: false },
    ],
  ])('%s', (_, history, verdict) => {
    expect(judge(history, GOAL)).toEqual(verdict);
  });
});

describe('ended by ECS or by others', () => {
  it('the circuit breaker opened', () => {
    const reason = 'ECS deployment circuit breaker: tasks failed to start.';
    const broken = { ...OURS, status: 'ACTIVE', rolloutState: 'FAILED', rolloutStateReason: reason } as const;

    expect(judge([look([], [broken, { ...OLD, status: 'PRIMARY' }])], GOAL)).toEqual({
      kind: 'failed',
      cause: { kind: 'stopped-by-ecs', words: `ECS gave up on the deployment of web: ${reason}` },
      stop: false,
    });
    expect(judge([look([crashed('1')], [{ ...broken, status: 'PRIMARY' }])], GOAL)).toEqual({
      kind: 'failed',
      cause: CRASH,
      task: '1',
      stop: true,
    });
  });

  it('another deployment took its place', () => {
    const other = { ...OURS, id: 'ecs-svc/other', taskDefinition: 'web:9' };
    const verdict = {
      kind: 'failed',
      cause: {
        kind: 'stopped-by-ecs',
        words: 'Another deployment of web, ecs-svc/other, took the place of this one before it was live.',
      },
      stop: false,
    };

    expect(judge([look([], [other, { ...OURS, status: 'ACTIVE' }])], GOAL)).toEqual(verdict);
    expect(judge([look([]), look([], [other])], GOAL)).toEqual(verdict);
  });

  it('a deployment that ECS does not show yet is waited for, a while', () => {
    const primary = { ...OLD, status: 'PRIMARY' } as const;

    expect(judge([look([], [primary], 1_000)], GOAL)).toEqual(ROLLING);
    expect(judge([look([], [primary], 20_000)], GOAL)).toMatchObject({ kind: 'failed', stop: false });
  });
});

describe('timeout', () => {
  it('says what was reached, and the last failure', () => {
    const tasks = [task('1'), unhealthy('2', 'Target.Timeout'), crashed('3')];

    expect(judge([look(tasks, [OURS, OLD], 600_000)], GOAL)).toEqual({
      kind: 'failed',
      cause: {
        kind: 'timeout',
        words:
          'web is not live after 10 min 00 s: 2 of 2 new tasks run, 1 healthy. web exits with code 1 before it is healthy.',
      },
      task: '3',
      stop: true,
    });
  });
});
