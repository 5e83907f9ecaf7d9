import { whatIsWrong } from '../sample/sample-invariants';
import { Killed, type ProcessOptions } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from './release';
import { settle } from './settle';

jest.setTimeout(60_000);

/** v1 is live; a release of a build that hangs or not died. */
async function leftBehind(build: 'good' | 'hangs', how: ProcessOptions): Promise<SampleWorld> {
  const world = new SampleWorld({ scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] });
  const before = world.process();
  await release(world.request('a'), before.ports, before.tell);
  world.ecs.builds.set(digestOf('b'), build);
  const dying = world.process(how);
  await release(world.request('b'), dying.ports, dying.tell).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  return world;
}

const settleIn = (world: SampleWorld, options: ProcessOptions = {}) => {
  const process = world.process(options);
  return settle(world.environment, process.ports, process.tell);
};

it('a release that was going back when it was killed never goes live', async () => {
  const wrong: string[] = [];
  let killed = 0;
  for (let later = 0; ; later++) {
    const controller = new AbortController();
    let aborted = Infinity;
    const world = await leftBehind('good', {
      signal: controller.signal,
      onCall: (call, nth) => {
        // The first look at the load balancer: ECS has begun, and the build is good.
        if (call === 'balancers.describeTargetHealth' && aborted === Infinity) {
          aborted = nth;
          controller.abort();
        }
        if (nth === aborted + 3 + later) throw new Killed();
      },
    });
    const [left] = await world.ledger.list(1);
    if (left?.cause && left.finishedAt === undefined) killed++;
    if (left?.finishedAt !== undefined) break;
    // Whoever was killed makes no more calls: the record's heart has stopped with it.
    await world.pass(31_000);
    const record = await settleIn(world, { host: 'elsewhere' });
    const found = [...(await whatIsWrong(world))];
    if (left?.cause && record?.state !== 'rolled_back') found.push(`it is ${record?.state}`);
    wrong.push(...found.map((what) => `${later} calls later: ${what}`));
  }

  expect(wrong).toEqual([]);
  expect(killed).toBeGreaterThan(2);
});

it.each(['good', 'hangs'] as const)('of two that settle at once, one does (%s build)', async (build) => {
  const wrong: string[] = [];
  for (let n = 20; n < 62; n += 3) {
    const world = await leftBehind(build, { killAt: n, after: n % 2 === 0 });
    // The second one begins at each point of the first.
    const second: Promise<unknown>[] = [];
    const first = settleIn(world, {
      onCall: (_call, nth) => void (nth === 1 + (n % 14) && second.push(settleIn(world))),
    });
    const outcomes = await Promise.allSettled([first, ...second]);
    const others = await Promise.allSettled(second);
    const done = [outcomes[0]!, ...others].filter(
      (one) => one.status === 'fulfilled' && one.value !== undefined,
    );
    const refused = [outcomes[0]!, ...others].flatMap((one) =>
      one.status === 'rejected' ? (one.reason as { readonly kind?: string }) : [],
    );
    const found = [...(await whatIsWrong(world))];
    if (done.length > 1) found.push('both did');
    if (refused.some(({ kind }) => kind !== 'locked')) found.push(`refused: ${refused.join()}`);
    wrong.push(...found.map((what) => `call ${n}: ${what}`));
  }

  expect(wrong).toEqual([]);
});
