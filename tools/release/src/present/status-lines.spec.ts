import type { EnvironmentStatus } from '../verbs/status';
import { verdictTimeline } from '../rollout/timeline';
import { CRASHED, sampleRelease } from './sample-release';
import { statusLines } from './status-lines';

function seen(service: string, asReleased: boolean, desiredCount: number, targets: (string | undefined)[]) {
  const tasks = targets.map((state, index) => ({
    id: `${index}`,
    deployment: 'd',
    taskDefinition: `${service}:1`,
    lastStatus: 'RUNNING',
    wasHealthy: true,
    ...(state && { target: { state } }),
  }));
  return { service, asReleased, desiredCount, tasks, elapsedMs: 0, deployments: [] };
}

const PLAIN = { color: false };
const SETTINGS = { desiredCount: 2, healthCheckInterval: 5, unhealthyThreshold: 2 };

it('tells what is live, what holds, what runs, and the sums', () => {
  const lines = statusLines(
    {
      environment: 'staging',
      url: 'https://staging.acme.dev',
      live: sampleRelease(),
      failed: CRASHED,
      hold: { by: 'jo', since: '2026-11-25T11:00:00.000Z', why: 'rolled back to v12' },
      services: [seen('web', true, 2, ['healthy', 'initial']), seen('worker', false, 1, [undefined])],
      newer: { template: ['web'], config: ['worker'] },
      floorSeconds: 42,
      verdicts: {
        crash: verdictTimeline(SETTINGS, 'crash at start'),
        secret: verdictTimeline(SETTINGS, 'missing secret'),
      },
    },
    PLAIN,
  );

  expect(lines).toEqual([
    'staging  https://staging.acme.dev',
    '  live         v12, 3f2a1bc Add prices, 2026-11-25 10:00 UTC by jo',
    '  last try     v13 did not go live on staging: web exits with code 1 before it is healthy.',
    '  hold         by jo since 2026-11-25 11:00 UTC (rolled back to v12): pushes wait until `npx slipway unhold staging`',
    '  web          2 of 2 run, 1 healthy',
    '  worker       1 of 1 run, not all of the live release',
    '  settings     the template of web is newer than what is live: `npx slipway deploy staging` ships it',
    '  config       variables of worker changed since what is live: the next release ships them',
    '  a good roll  42 s at least, on AWS',
    '  a crash      told within 5 s ask ECS + 20 s task start + 5 s crash + 10 s ECS reports the end + 3 s next look = 43 s',
    '  no secret    told within 5 s ask ECS + 20 s task start + 10 s ECS reports the end + 3 s next look = 38 s',
  ]);
});

it('an environment without a release', () => {
  expect(statusLines({ environment: 'dev', services: [] }, PLAIN)).toEqual(['dev', '  live  nothing yet']);
});

it.each([
  [false, 'v12 is on its way to staging.'],
  [true, 'v12 lost its run (jo on laptop); the next release settles it'],
])('a release that is under way, orphaned %s', (orphaned, words) => {
  const running = sampleRelease({ state: 'rolling', finishedAt: undefined });

  expect(statusLines({ environment: 'staging', services: [], running, orphaned }, PLAIN)).toContain(
    `  running  ${words}`,
  );
});

it('the status of the engine is what it takes', () => {
  const status: EnvironmentStatus = {
    environment: 'dev',
    orphaned: false,
    services: [],
    newer: { template: [], config: [] },
  };

  expect(statusLines(status, PLAIN)).toEqual(['dev', '  live  nothing yet']);
});
