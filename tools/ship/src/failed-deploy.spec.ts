import { rmSync } from 'node:fs';
import { digestOf } from '@slipway/tool-release/testing';
import { Failure } from '@slipway/tool-terminal';
import { deployVerb } from './deploy-verb';
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

describe('after a deploy that failed half-way', () => {
  const AS_BEFORE = {
    HealthCheckPath: '/healthz',
    Matcher: { HttpCode: '200' },
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 2,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 3,
  };
  const failing = new Failure(
    'throttled',
    'AWS refused because the account makes too many requests at once.',
  );
  const healthChecks = () => ship.account().ecs.healthChecks;

  /** @param applied what the apply made of the check before it failed */
  async function failed(applied: object, bad = true): Promise<string> {
    const { given, notes } = options();
    ship.deployed = failing;
    ship.applies = () => {
      healthChecks().push({ ...AS_BEFORE, ...applied });
      if (bad) ship.account().ecs.builds.set(digestOf('a'), 'hangs');
    };
    await expect(deployVerb('staging', given)).rejects.toBe(failing);
    return notes.join('\n');
  }
  beforeEach(() => ship.released('a'));

  it.each([
    ['path', { path: '/up' }, { HealthCheckPath: '/up' }],
    ['interval', { interval: 10 }, { HealthCheckIntervalSeconds: 10 }],
    ['codes', { matcher: '204' }, { Matcher: { HttpCode: '204' } }],
  ])(
    'the check is put back where its %s has changed and the tasks turn unhealthy',
    async (_, plan, applied) => {
      ship.plan = changing(plan);
      ship.answers = 204;
      expect(await failed(applied)).toMatch(
        /failed after it had changed a health check[\s\S]*Request timed out\. The old one \(\/healthz\) is in force again\. The rest of the deploy failed/,
      );
      expect(healthChecks().slice(1)).toEqual([{ TargetGroupArn: 'arn:target-group', ...AS_BEFORE }]);
      expect(ship.kept).toContain('staging');
    },
  );

  it('it stays where the tasks bear it, and that is said', async () => {
    const before = ship.account().time;
    expect(await failed({ HealthCheckPath: '/up' }, false)).toContain('The tasks that are live bear it.');
    expect(ship.account().time - before).toBeGreaterThanOrEqual(22_000);
    expect(healthChecks()).toHaveLength(1);
  });

  it('nothing is watched where it is as before, or where nothing was to change it', async () => {
    const before = ship.account().time;
    expect(await failed({})).not.toContain('health check');
    ship.plan = changing({});
    expect(await failed({ HealthCheckPath: '/up' })).not.toContain('health check');
    expect(ship.account().time).toBe(before);
  });

  it.each([
    [
      'balancers.describeTargetGroups',
      /could not be found out: denied\n.*npx slipway ps staging.*deploy staging/,
    ],
    [
      'balancers.modifyTargetGroup',
      /\(\/healthz\) could not be put back: denied\n[^]*environment\.ts.*deploy staging/,
    ],
  ])('what cannot be done (%s) is said with what to do', async (call, words) => {
    const onCall = (made: string) => {
      if (made === call) throw new Error('denied');
    };
    ship.process = { onCall };
    expect(await failed({ HealthCheckPath: '/up' })).toMatch(words);
  });
});
