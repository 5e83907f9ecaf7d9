import fc from 'fast-check';
import { judge, type RolloutGoal } from './judge';
import type { DeploymentObservation, Observation, TaskObservation } from './observation';
import type { Verdict } from './verdict';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OLD_DIGEST = `sha256:${'b'.repeat(64)}`;
const GOAL: RolloutGoal = {
  service: 'web',
  deploymentId: 'ecs-svc/new',
  taskDefinition: 'web:8',
  imageDigest: DIGEST,
  desiredCount: 2,
  timeoutMs: 600_000,
};

const OURS: DeploymentObservation = {
  id: 'ecs-svc/new',
  status: 'PRIMARY',
  taskDefinition: 'web:8',
  desired: 2,
  running: 2,
  pending: 0,
  failed: 0,
  rolloutState: 'IN_PROGRESS',
};
const OLD: DeploymentObservation = {
  ...OURS,
  id: 'ecs-svc/old',
  status: 'ACTIVE',
  taskDefinition: 'web:7',
  rolloutState: 'COMPLETED',
};
const DONE: DeploymentObservation = { ...OURS, rolloutState: 'COMPLETED' };

function task(id: string, more: Partial<TaskObservation> = {}): TaskObservation {
  return {
    id,
    deployment: 'ecs-svc/new',
    taskDefinition: 'web:8',
    imageDigest: DIGEST,
    lastStatus: 'RUNNING',
    target: { state: 'healthy' },
    wasHealthy: true,
    ...more,
  };
}
const oldTask = (id: string) =>
  task(id, { deployment: 'ecs-svc/old', taskDefinition: 'web:7', imageDigest: OLD_DIGEST });
const crashed = (id: string, exitCode = 1) =>
  task(id, {
    lastStatus: 'STOPPED',
    wasHealthy: false,
    target: undefined,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode,
  });
const unstarted = (id: string, stoppedReason: string) =>
  task(id, { lastStatus: 'STOPPED', wasHealthy: false, stopCode: 'TaskFailedToStart', stoppedReason });
const unhealthy = (id: string, reason: string, description?: string) =>
  task(id, { wasHealthy: false, target: { state: 'unhealthy', reason, description } });

function look(
  tasks: TaskObservation[],
  deployments: DeploymentObservation[] = [OURS, OLD],
  elapsedMs = 6_000,
  desiredCount = 2,
): Observation {
  return { service: 'web', elapsedMs, deployments, tasks, desiredCount };
}

const ROLLING: Verdict = { kind: 'rolling' };
const MISSING = 'ResourceInitializationError: invalid ssm parameters: /acme/staging/web/STRIPE_KEY';
const CRASH = {
  kind: 'exit-before-healthy',
  words: 'web exits with code 1 before it is healthy.',
} as const;

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

const GONE_BACK: DeploymentObservation[] = [
  { ...OURS, status: 'ACTIVE', rolloutState: 'FAILED' },
  { ...OLD, status: 'PRIMARY' },
];

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

const anyTask = fc.oneof(
  fc
    .record({ id: fc.constantFrom('a', 'b', 'c'), digest: fc.constantFrom(DIGEST, OLD_DIGEST, undefined) })
    .map(({ id, digest }) => task(id, { imageDigest: digest })),
  fc.constantFrom('d', 'e').map((id) => oldTask(id)),
  fc.tuple(fc.constantFrom('f', 'g', 'h'), fc.constantFrom(1, 2)).map(([id, code]) => crashed(id, code)),
  fc.constantFrom('i', 'j').map((id) => unhealthy(id, 'Target.Timeout')),
);
const anyDeployments = fc.constantFrom<DeploymentObservation[]>(
  [OURS, OLD],
  [DONE],
  [DONE, OLD],
  [{ ...OURS, status: 'ACTIVE' }],
);
const anyLook = fc
  .record({
    tasks: fc.uniqueArray(anyTask, { selector: ({ id }) => id, maxLength: 6 }),
    deployments: anyDeployments,
    elapsedMs: fc.integer({ min: 0, max: 700_000 }),
    desired: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ tasks, deployments, elapsedMs, desired }) => look(tasks, deployments, elapsedMs, desired));
const anyHistory = fc
  .array(anyLook, { minLength: 1, maxLength: 5 })
  .map((looks) => looks.sort((a, b) => a.elapsedMs - b.elapsedMs));

describe('always', () => {
  it('live is only what carries the digest in every running task', () => {
    const almost = fc.record({
      tasks: fc.array(fc.boolean(), { maxLength: 3 }),
      desired: fc.integer({ min: 0, max: 3 }),
    });
    let lives = 0;
    fc.assert(
      fc.property(almost, anyHistory, ({ tasks, desired }, before) => {
        const now = tasks.map((ours, index) => task(`${index}`, { imageDigest: ours ? DIGEST : OLD_DIGEST }));
        if (judge([...before, look(now, [DONE], 700_000, desired)], GOAL).kind !== 'live') return;
        lives += 1;
        expect(tasks.length).toBeGreaterThan(0);
        expect(tasks).not.toContain(false);
      }),
    );
    expect(lives).toBeGreaterThan(0);
  });

  it('another failure of the same kind never makes a failed release roll again', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 5 }), (history, more) => {
        const last = history.at(-1);
        if (!last || judge(history, GOAL).kind !== 'failed') return;
        const tasks = [...last.tasks, ...Array.from({ length: more }, (_, i) => crashed(`more-${i}`))];
        expect(judge([...history, { ...last, tasks }], GOAL).kind).toBe('failed');
        expect(judge([...history.slice(0, -1), { ...last, tasks }], GOAL).kind).toBe('failed');
      }),
    );
  });

  it('two crashes alike are never rolling, wherever in the history they were seen', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), fc.nat(), (history, a, b) => {
        const seen = history.map((observation, index) => ({
          ...observation,
          tasks: [
            ...observation.tasks,
            ...(index === a % history.length ? [crashed('x', 7)] : []),
            ...(index === b % history.length ? [crashed('y', 7)] : []),
          ],
        }));
        expect(judge(seen, GOAL).kind).not.toBe('rolling');
      }),
    );
  });
});
