import { rmSync } from 'node:fs';
import { readApplied } from '@slipway/tool-release';
import { digestOf } from '@slipway/tool-release/testing';
import { deployVerb } from './deploy-verb';
import { matches } from './live-health';
import { LiveInspection } from './live-inspection';
import { changing, workspaceOfStaging } from './sample-health-check';
import { SampleShip } from './sample-ship';

let workspace: string;
let ship: SampleShip;
beforeEach(() => {
  workspace = workspaceOfStaging();
  ship = new SampleShip();
  ship.plan = changing({ path: '/up' });
});
afterEach(() => rmSync(workspace, { recursive: true }));

function options() {
  const { options: given, notes } = ship.options({ workspace });
  return { given, notes };
}
const deploy = () => deployVerb('staging', options().given);

describe('a health check of another path, before the deploy', () => {
  beforeEach(() => ship.released('a'));

  it('is fine where what is live answers there', async () => {
    await deploy();
    expect(ship.probed).toEqual(['https://staging.example.com/up']);
    expect(ship.foreseen).toEqual([
      expect.objectContaining({
        effect: 'acts',
        text: expect.stringContaining('answer there with 200 already'),
      }),
    ]);
  });

  it.each([404, 301, 500])('is refused where that answers %s, with the way to it', async (status) => {
    ship.answers = status;
    await deploy();
    expect(ship.foreseen).toEqual([
      {
        address: 'aws_lb_target_group.web',
        effect: 'refused',
        text: expect.stringMatching(new RegExp(`answer /up with ${status}.*answers both /healthz and /up`)),
      },
    ]);
  });

  it('is watched only, where nobody can be asked', async () => {
    ship.answers = undefined;
    await deploy();
    expect(ship.foreseen).toMatchObject([
      { effect: 'acts', text: expect.stringContaining('https://staging.example.com cannot be reached') },
    ]);
  });

  it('is not tried where only its rhythm changes', async () => {
    ship.plan = changing({ interval: 10 });
    await deploy();
    expect(ship.probed).toEqual([]);
    expect(ship.foreseen).toMatchObject([{ effect: 'acts' }]);
  });

  it('is looked at by a plan as well, which watches nothing', async () => {
    ship.answers = 404;
    expect(await new LiveInspection('staging', options().given).inspect(ship.plan)).toMatchObject([
      { effect: 'refused' },
    ]);
  });

  it.each([
    ['no change of it', changing({})],
    ['a new target group', changing({ path: '/up' }, 'create')],
    ['another resource', changing({ path: '/up' }, 'update', 'aws_lb')],
  ])('is nobody’s matter in a plan with %s', async (_, plan) => {
    ship.plan = plan;
    await deploy();
    expect({ probed: ship.probed, foreseen: ship.foreseen }).toEqual({ probed: [], foreseen: [] });
  });
});

it('a CDN is not switched under a live release in one step', async () => {
  const rule = (condition: object) => ({ condition: [condition] });
  const change = { actions: ['update'], before: rule({}), after: rule({ http_header: [{}] }) };
  const [listener] = changing({}, 'update', 'aws_lb_listener_rule').resource_changes!;
  const [cdn] = changing({}, 'create', 'aws_cloudfront_distribution').resource_changes!;
  ship.plan = { resource_changes: [{ ...listener!, change }, cdn!] };
  await deploy();
  expect(ship.foreseen).toEqual([]);

  await ship.released('a');
  await deploy();
  expect(ship.foreseen).toMatchObject([{ effect: 'refused', address: 'aws_cloudfront_distribution.web' }]);
});

it('says nothing where nothing is live', async () => {
  await deploy();
  expect({ probed: ship.probed, foreseen: ship.foreseen }).toEqual({ probed: [], foreseen: [] });
});

describe('after the deploy', () => {
  /** The tasks fail the new check some seconds after it came into force. */
  const turnUnhealthy = () => ship.account().ecs.builds.set(digestOf('a'), 'hangs');
  beforeEach(() => ship.released('a'));

  it('the tasks are watched for as long as they have to fail, and the check stays', async () => {
    const { given, notes } = options();
    const before = ship.account().time;
    await deployVerb('staging', given);
    // Three failures at 5 s each, one more for where it starts, 2 s of patience.
    expect(ship.account().time - before).toBeGreaterThanOrEqual(22_000);
    expect(ship.account().ecs.healthChecks).toEqual([]);
    expect(notes.join('\n')).toContain('bear the new health check (/up)');
  });

  it('it is put back when they turn unhealthy, and the deploy fails in words', async () => {
    turnUnhealthy();
    await expect(deploy()).rejects.toMatchObject({
      exitCode: 20,
      message: expect.stringMatching(
        /do not bear the new health check \(\/up\): Request timed out\. The old one \(\/healthz\) is in force again/,
      ),
    });
    expect(ship.account().ecs.healthChecks).toEqual([
      {
        TargetGroupArn: 'arn:target-group',
        HealthCheckPath: '/healthz',
        Matcher: { HttpCode: '200' },
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 3,
      },
    ]);
    expect(ship.kept).toContain('staging');
  });

  it('it is not noted as applied then, and all else is', async () => {
    await ship.noted();
    const { web } = ship.account().environment.services;
    const healthCheck = { ...web!.healthCheck, path: '/up' };
    ship.edited = { services: { web: { ...web!, healthCheck, secrets: ['TOKEN'] } } };
    turnUnhealthy();
    await expect(deploy()).rejects.toMatchObject({ exitCode: 20 });

    const applied = await readApplied(ship.account().store);
    expect(applied?.settings?.services['web']).toMatchObject({
      healthCheck: web!.healthCheck,
      secrets: ['TOKEN'],
    });
  });

  it('it stays when only such are unhealthy as were before', async () => {
    turnUnhealthy();
    await ship.account().pass(5_000);
    await deploy();
    expect(ship.account().ecs.healthChecks).toEqual([]);
  });

  it('it is put back on Ctrl-C', async () => {
    let looks = 0;
    // The first is before the plan is shown.
    const onCall = (call: string) => {
      if (call === 'balancers.describeTargetHealth' && ++looks === 2) ship.press();
    };
    ship.process = { onCall };
    await expect(deploy()).rejects.toMatchObject({ exitCode: 130 });
    expect(ship.account().ecs.healthChecks).toHaveLength(1);
  });
});

it.each([
  [200, '200', true],
  [204, '200', false],
  [204, '200-299', true],
  [300, '200-299', false],
  [204, '200,204', true],
  [201, '200,204', false],
])('%s is healthy by %s: %s', (status, matcher, healthy) => {
  expect(matches(status, matcher)).toBe(healthy);
});
