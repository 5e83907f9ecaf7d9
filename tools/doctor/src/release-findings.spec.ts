import type { EnvironmentStatus, ReleaseRecord, ServiceStatus } from '@slipway/tool-release';
import {
  holdFinding,
  lastTryFinding,
  liveFinding,
  newerFinding,
  targetsFinding,
  tasksFinding,
  underWayFinding,
} from './release-findings';

const slipway = (verb: string, ...rest: readonly string[]) => ['slipway', verb, 'qa', ...rest].join(' ');
const DIGEST = `sha256:${'a'.repeat(64)}`;

const record = (changes: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  format: 1,
  version: 7,
  environment: 'qa',
  state: 'live',
  reason: 'push',
  images: { web: DIGEST },
  commit: { sha: 'b'.repeat(40), message: 'Change' },
  by: { name: 'Ada', host: 'laptop' },
  createdAt: '2026-11-25T12:00:00Z',
  templates: {},
  taskDefinitions: {},
  deployments: {},
  config: {},
  phases: [],
  ...changes,
});

type Target = ServiceStatus['tasks'][number]['target'];

const task = (lastStatus = 'RUNNING', target?: Target): ServiceStatus['tasks'][number] => ({
  id: 'task',
  deployment: 'd',
  taskDefinition: 'web:7',
  lastStatus,
  target,
  wasHealthy: true,
});

const web = (tasks: ServiceStatus['tasks'], changes: Partial<ServiceStatus> = {}): ServiceStatus => ({
  service: 'web',
  elapsedMs: 0,
  deployments: [],
  desiredCount: 2,
  asReleased: true,
  tasks,
  ...changes,
});

const status = (changes: Partial<EnvironmentStatus> = {}): EnvironmentStatus => ({
  environment: 'qa',
  live: record(),
  orphaned: false,
  taken: [],
  services: [web([task(), task()])],
  servicesGone: [],
  newer: { template: [], config: [] },
  ...changes,
});

it('all is well where all is well', () => {
  const findings = [
    ...[liveFinding, underWayFinding, lastTryFinding, holdFinding, tasksFinding, targetsFinding],
  ].map((judge) => judge(status(), slipway));
  findings.push(newerFinding(status(), [], slipway));

  expect(findings.map(({ state }) => state)).toEqual(Array(7).fill('good'));
  expect(findings[4]?.found).toBe('web: 2 of 2 run');
});

it('nothing is live before the first release, which is no fault of tasks', () => {
  const before = status({ live: undefined, services: [web([])] });

  expect(liveFinding(before, slipway)).toEqual({
    state: 'advice',
    found: 'nothing was released yet',
    fix: 'slipway release qa',
  });
  expect(tasksFinding(before, slipway).state).toBe('good');
});

it('what a migration took from the live release is told with it', () => {
  const taken = [{ name: '0042-tidy', destructive: ['drops column a.b', 'drops table c'] }];

  expect(liveFinding(status({ taken }), slipway)).toEqual({
    state: 'advice',
    found: 'what v7 may need is gone: migration 0042-tidy drops column a.b and drops table c',
    fix: expect.stringMatching(/^slipway release qa {4}/),
  });
});

describe('a release under way', () => {
  const running = record({ version: 8, state: 'rolling' });

  it('is no fault while somebody works on it', () => {
    const rolling = status({ running, services: [web([], { asReleased: false })] });

    expect(underWayFinding(rolling, slipway)).toEqual({
      state: 'good',
      found: 'v8 is rolling, by Ada on laptop',
    });
    expect(tasksFinding(rolling, slipway).state).toBe('good');
    expect(targetsFinding(rolling, slipway).state).toBe('good');
  });

  it('is to be settled when its run is lost', () => {
    expect(underWayFinding(status({ running, orphaned: true }), slipway)).toEqual({
      state: 'bad',
      found: 'v8 lost its run (Ada on laptop) while it was rolling',
      fix: expect.stringContaining('slipway release qa'),
    });
  });
});

it.each([
  [
    { kind: 'timeout', words: 'web never got healthy.', logs: [], next: 'slipway logs qa' },
    'slipway logs qa',
  ],
  [{ kind: 'timeout', words: 'web never got healthy.', logs: [] }, 'slipway releases qa show v8'],
] as const)('the last try that failed is advice: %j', (cause, fix) => {
  const failed = record({ version: 8, state: 'failed', cause });

  expect(lastTryFinding(status({ failed }), slipway)).toEqual({
    state: 'advice',
    found: 'v8 did not go live: web never got healthy.',
    fix,
  });
});

it('a hold is advice, and its words can do nothing to a terminal', () => {
  const hold = { by: 'Eve\u001B[2J', since: '2026-11-25T12:00:00.000Z', why: 'a\nb' };

  expect(holdFinding(status({ hold }), slipway)).toEqual({
    state: 'advice',
    found: 'by Eve since 2026-11-25 12:00 UTC (a b): pushes and promotions wait',
    fix: 'slipway unhold qa',
  });
});

it.each([
  [{ template: ['web'], config: [] }, 'the template of web is newer than what is live'],
  [{ template: [], config: ['web'] }, 'variables of web changed since what is live'],
])('what is not live yet is shipped by a deploy: %j', (newer, found) => {
  expect(newerFinding(status({ newer }), [], slipway)).toEqual({
    state: 'advice',
    found,
    fix: 'slipway deploy qa',
  });
});

it.each([
  [
    ['services.web.release: (none) → ["migrate"]'],
    'not deployed: services.web.release: (none) → ["migrate"]',
  ],
  [['change aws_a.b', 'add aws_a.c'], 'not deployed: change aws_a.b and 1 more'],
  [['not known: the last deploy left no note'], 'not known: the last deploy left no note'],
])('what no deploy has applied is not live: %j', (notDeployed, found) => {
  expect(newerFinding(status(), notDeployed, slipway)).toEqual({
    state: 'advice',
    found,
    fix: 'slipway deploy qa',
  });
});

describe('tasks', () => {
  it.each([
    ['two of two', [task(), task()], 'good'],
    ['one, and one that starts', [task(), task('PENDING')], 'good'],
    ['one of two', [task()], 'bad'],
    ['one, and one that stopped', [task(), task('STOPPED')], 'bad'],
    ['none, and two that start', [task('PENDING'), task('PROVISIONING')], 'bad'],
    ['none', [], 'bad'],
  ] as const)('%s', (_, tasks, state) => {
    expect(tasksFinding(status({ services: [web(tasks)] }), slipway).state).toBe(state);
  });

  it('that no release put there are told with the release that puts it right', () => {
    const services = [web([task(), task()], { asReleased: false })];

    expect(tasksFinding(status({ services }), slipway)).toEqual({
      state: 'bad',
      found: 'web: some tasks were not started by v7',
      fix: `slipway release qa --image ${DIGEST} --commit bbbbbbb`,
    });
  });

  it('of what another tool deregistered are told with the release that registers it anew', () => {
    const services = [web([task(), task()], { definitionGone: 'acme-qa-web:7' })];

    expect(tasksFinding(status({ services }), slipway)).toEqual({
      state: 'bad',
      found: expect.stringMatching(/^acme-qa-web:7 was deregistered by another tool: /),
      fix: `slipway release qa --image ${DIGEST} --commit bbbbbbb`,
    });
  });

  it('of none are good where none are wanted', () => {
    expect(tasksFinding(status({ services: [web([], { desiredCount: 0 })] }), slipway)).toEqual({
      state: 'good',
      found: 'web: 0 of 0 run',
    });
  });
});

describe('targets', () => {
  it.each([
    ['none to ask', [task()], 'good', 'none to ask'],
    [
      'healthy and new',
      [task('RUNNING', { state: 'healthy' }), task('RUNNING', { state: 'initial' })],
      'good',
      '2 asked, none is unhealthy',
    ],
    [
      'one ill',
      [
        task('RUNNING', { state: 'healthy' }),
        task('RUNNING', { state: 'unhealthy', description: 'code 500' }),
      ],
      'bad',
      '1 of 2 not healthy; web: code 500',
    ],
    [
      'one whose group no load balancer asks',
      [task('RUNNING', { state: 'unused', reason: 'Target.NotInUse' })],
      'bad',
      '1 of 1 not healthy; web: Target.NotInUse',
    ],
    ['one that is gone', [task('STOPPED', { state: 'unhealthy' })], 'good', 'none to ask'],
  ] as const)('%s', (_, tasks, state, found) => {
    expect(targetsFinding(status({ services: [web(tasks)] }), slipway)).toMatchObject({ state, found });
  });

  it('that have lost their group get no request', () => {
    const services = [web([task(), task()], { targetsGone: true })];

    expect(targetsFinding(status({ services }), slipway)).toEqual({
      state: 'bad',
      found: 'the target group of web was removed: no request gets to it',
      fix: 'slipway deploy qa',
    });
  });
});
