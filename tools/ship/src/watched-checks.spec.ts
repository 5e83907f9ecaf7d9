import type { HealthCheckChange } from '@slipway/tool-plan';
import type { ReleasableEnvironment } from './releasable-environment';
import { WatchedChecks } from './watched-checks';

const CHECK = { path: '/healthz', matcher: '200', interval: 5, timeout: 2, healthy_threshold: 2 };

function change(targetGroupArn: string, path: string, failures = 3): HealthCheckChange {
  const before = { ...CHECK, unhealthy_threshold: failures };
  return { address: `group.${targetGroupArn}`, targetGroupArn, before, after: { ...before, path } };
}

/** Two services, each with one task, which fail their checks at a time in ms; Infinity for never. */
class TwoServices {
  time = 0;
  readonly failsAt = new Map<string, number>();
  readonly putBack: string[] = [];
  readonly refuses = new Set<string>();

  readonly open = {
    environment: { name: 'staging' },
    ports: {
      clock: {
        now: () => this.time,
        sleep: async (ms: number) => void (this.time += ms),
      },
    },
    clients: {
      balancers: async () => ({
        describeTargetHealth: async ({ TargetGroupArn: arn }: { TargetGroupArn: string }) => ({
          TargetHealthDescriptions:
            this.time < (this.failsAt.get(arn) ?? Infinity)
              ? []
              : [
                  {
                    Target: { Id: arn, Port: 80 },
                    TargetHealth: { State: 'unhealthy', Description: 'timed out' },
                  },
                ],
        }),
        modifyTargetGroup: async ({ TargetGroupArn: arn }: { TargetGroupArn: string }) => {
          if (this.refuses.has(arn)) throw new Error('AccessDenied');
          this.putBack.push(arn);
        },
      }),
    },
    keep: async () => undefined,
  } as unknown as ReleasableEnvironment;

  watch(signal = new AbortController().signal, changes = [change('web', '/up'), change('api', '/ready')]) {
    return new WatchedChecks(this.open, new Set()).watch(changes, signal, 'All else was deployed.');
  }
}

let two: TwoServices;
beforeEach(() => (two = new TwoServices()));

it('both are watched at the same time, each until it had the time to fail', async () => {
  await two.watch(undefined, [change('web', '/up', 3), change('api', '/ready', 10)]);
  expect(two.time).toBe(58_000);
  expect(two.putBack).toEqual([]);
});

it('one that is put back leaves the other watched', async () => {
  two.failsAt.set('web', 4_000).set('api', 20_000);
  await expect(two.watch()).rejects.toMatchObject({ kind: 'releaseFailed' });
  expect(two.putBack).toEqual(['web', 'api']);
});

it('what stays is not put back, and only what failed is told', async () => {
  two.failsAt.set('api', 4_000);
  await expect(two.watch()).rejects.toMatchObject({
    kind: 'releaseFailed',
    message: [
      'The tasks that are live do not bear the new health check (/ready): timed out. The old one (/healthz) is in force again. All else was deployed.',
      'Release an app that answers /ready with 200 first, then deploy again: npx slipway deploy staging',
    ].join('\n'),
  });
  expect(two.putBack).toEqual(['api']);
  // The other had its time as well.
  expect(two.time).toBeGreaterThanOrEqual(22_000);
});

it('a stop puts all of them back', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(two.watch(controller.signal)).rejects.toMatchObject({
    kind: 'cancelled',
    message: expect.stringMatching(/\(\/up\) was watched[^]*\(\/ready\) was watched/),
  });
  expect(two.putBack).toEqual(['web', 'api']);
});

it('a task that failed counts for more than a stop', async () => {
  const controller = new AbortController();
  controller.abort();
  two.failsAt.set('api', 0);
  await expect(two.watch(controller.signal)).rejects.toMatchObject({ kind: 'releaseFailed' });
});

it('one that cannot be put back does not keep the other from it', async () => {
  two.failsAt.set('web', 0).set('api', 0);
  two.refuses.add('web');
  await expect(two.watch()).rejects.toMatchObject({
    message: expect.stringMatching(
      /\(\/up\): timed out\. The old one \(\/healthz\) could not be put back: AccessDenied[^]*\(\/ready\): timed out\. The old one \(\/healthz\) is in force again[^]*Write the old health check into environments\/staging/,
    ),
  });
  expect(two.putBack).toEqual(['api']);
});
