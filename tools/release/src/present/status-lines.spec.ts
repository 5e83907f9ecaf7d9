import type { EnvironmentStatus } from '../verbs/status';
import { verdictTimeline } from '../verdict/timeline';
import { CRASHED, sampleRelease } from '../sample/sample-release';
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
      notDeployed: ['services.web.environment.A: (none) → "b"'],
      floorSeconds: 42,
      floor: [
        { name: 'task start', seconds: 32 },
        { name: 'drain', seconds: 10 },
      ],
      verdicts: {
        crash: verdictTimeline(SETTINGS, 'crash at start'),
        secret: verdictTimeline(SETTINGS, 'missing secret'),
      },
    },
    PLAIN,
  );

  expect(lines).toEqual([
    'staging  https://staging.acme.dev',
    '  live         v12 since 2026-11-25 10:00 UTC, push by jo',
    '               3f2a1bc Add prices',
    '  last try     v13 did not go live on staging: web exits with code 1 before it is healthy.',
    '  hold         by jo since 2026-11-25 11:00 UTC (rolled back to v12): pushes wait until `npx slipway unhold staging`',
    '  web          2 of 2 run, 1 healthy',
    '  worker       1 of 1 run',
    '               1 of them runs worker:1, not what v12 released: changed by hand, or by another tool',
    '  settings     the template of web is newer than what is live: `npx slipway deploy staging` ships it',
    '  config       variables of worker changed since what is live: the next release ships them',
    '  to deploy    services.web.environment.A: (none) → "b"',
    '               `npx slipway deploy staging` applies it; until then releases go with what is deployed',
    '  a good roll  42 s at least, on AWS',
    '               32 s task start + 10 s drain = 42 s',
    '  a crash      reported within 43 s, on AWS',
    '               5 s ask ECS + 20 s task start + 5 s crash + 10 s ECS reports the end + 3 s next look = 43 s',
    '  no secret    reported within 38 s, on AWS',
    '               5 s ask ECS + 20 s task start + 10 s ECS reports the end + 3 s next look = 38 s',
  ]);
});

it('says what migrations took from what is live', () => {
  const taken = [{ name: '0042-tidy', destructive: ['drops column users.email'] }];
  const lines = statusLines(
    { environment: 'staging', live: sampleRelease({ commit: undefined }), taken, services: [] },
    PLAIN,
  );

  expect(lines.slice(2)).toEqual([
    '  database  what v12 may need is gone: migration 0042-tidy drops column users.email',
    '            release code that does without: `npx slipway release staging`',
  ]);
});

it('names what was removed, and what brings it back', () => {
  const live = sampleRelease();
  const lost = {
    ...seen('web', true, 1, [undefined]),
    targetsGone: true as const,
    definitionGone: 'acme-web:7',
  };
  const lines = statusLines(
    { environment: 'staging', live, services: [lost], servicesGone: ['cron'] },
    PLAIN,
  );

  expect(lines.slice(-6)).toEqual([
    '  web   1 of 1 run',
    '        its target group was removed, so no request gets to it',
    '        `npx slipway deploy staging` makes it again',
    '        acme-web:7 was deregistered by another tool: no command runs in it, and no release goes back to it',
    expect.stringMatching(
      /^ {8}`npx slipway release staging --image sha256:\w+ --commit 3f2a1bc` puts it back$/,
    ),
    '  cron  is not there any more: `npx slipway deploy staging` makes it again',
  ]);
});

it('a terminal gets the sums on lines that fit', () => {
  const verdicts = {
    crash: verdictTimeline({ ...SETTINGS, desiredCount: 1 }, 'crash at start'),
    secret: verdictTimeline(SETTINGS, 'missing secret'),
  };
  const look = { color: false, interactive: true, columns: 80 };
  const lines = statusLines({ environment: 'dev', services: [], verdicts }, look);

  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(lines.join(' ').replaceAll(/ +/g, ' ')).toContain('second crash + 10 s ECS reports the second end');
});

it('what somebody changed by hand is told with the way back, but not while a release rolls', () => {
  const live = sampleRelease();
  const changed = { environment: 'staging', live, services: [seen('web', false, 2, ['healthy', 'healthy'])] };
  const drift = 'web:1, not what v12 released';
  const text = statusLines(changed, PLAIN).join('\n');

  expect(text).toContain(`2 of them run ${drift}`);
  expect(text).toContain(
    `\`npx slipway release staging --image sha256:${'a'.repeat(64)} --commit 3f2a1bc\` puts it back`,
  );
  const running = sampleRelease({ version: 13, state: 'rolling', finishedAt: undefined });
  expect(statusLines({ ...changed, running }, PLAIN).join('\n')).not.toContain(drift);
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
    taken: [],
    services: [],
    servicesGone: [],
    newer: { template: [], config: [] },
  };

  expect(statusLines(status, PLAIN)).toEqual(['dev', '  live  nothing yet']);
});

describe('the firewall', () => {
  const found = [
    { rule: 'CrossSiteScripting_BODY', requests: 9, path: '/entries\u001b[31m' },
    { rule: 'rate-limit', requests: 2, path: '/' },
    { rule: 'GenericLFI_BODY', requests: 1, path: '/a' },
    { rule: 'GenericRFI_BODY', requests: 1, path: '/b' },
  ];
  const lines = (firewall: { blocks: boolean; more: boolean; found: typeof found }) =>
    statusLines({ environment: 'staging', services: [], firewall }, PLAIN)
      .join('\n')
      .replaceAll(/ {2,}/g, ' ');

  it('tells what it refused, by rule and path, and how to except it', () => {
    const text = lines({ blocks: true, more: false, found });
    expect(text).toContain('firewall refused 13 in the last day: 9 by CrossSiteScripting_BODY (/entries');
    expect(text).toContain('2 by rate-limit (/), 1 by GenericLFI_BODY (/a), others by 1 more rules');
    expect(text).toContain('`edge.firewall.exceptions` of environments/staging/environment.ts');
    expect(text).not.toContain('\u001b');
  });

  it('tells what it only counted', () => {
    expect(lines({ blocks: false, more: true, found })).toContain(
      'would have refused more than 13 in the last day',
    );
    expect(lines({ blocks: false, more: false, found: [] })).toContain(
      'would have refused nothing in the last day',
    );
  });
});
