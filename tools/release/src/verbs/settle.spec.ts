import { whatIsWrong } from '../sample/sample-invariants';
import { imageWith } from '../sample/sample-registry';
import { Killed } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { SWEEP_STEP } from '../sample/sweep';
import { release } from './release';
import { settle } from './settle';

jest.setTimeout(60_000);

const WEB = { scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] };

/** A world with v1 live (or nothing) and a second release that dies at its n-th call. */
async function killedAt(
  killAt: number,
  { after, build, first }: { after: boolean; build: 'good' | 'crashes'; first: boolean },
) {
  const world = new SampleWorld(WEB, { worker: true, assets: true });
  await fillBucket(world);
  if (!first) {
    const before = world.process();
    await release(world.request('a'), before.ports, before.tell);
  }
  world.ecs.builds.set(digestOf('b'), build);
  const dying = world.process({ killAt, after });
  let finished = true;
  try {
    await release(world.request('b'), dying.ports, dying.tell);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    finished = false;
  }
  return { world, finished };
}

const OLD = { body: '{}', writtenAt: Date.parse('2026-11-01T12:00:00Z') };

const IMAGE_A = imageWith({ 'a.js': 'a', 'both.js': 'x' });
const IMAGE_B = imageWith({ 'b.js': 'b', 'b2.js': 'b', 'both.js': 'x' });

/** With what an earlier release left that nobody needs any more, and what a killed run did. */
async function fillBucket({ registry, bucket }: SampleWorld): Promise<void> {
  registry.images.set(digestOf('a'), await IMAGE_A);
  registry.images.set(digestOf('b'), await IMAGE_B);
  const gone = { format: 1, digest: digestOf('e'), folder: 'app', files: { '_next/static/e.js': 1 } };
  const body = JSON.stringify({ ...gone, bareLayers: [] });
  bucket.objects.set(`manifests/${'e'.repeat(64)}.json`, { ...OLD, body });
  bucket.objects.set('_next/static/e.js', OLD);
  bucket.objects.set('_next/static/left.js', OLD);
}

describe.each([
  { build: 'good', first: false, after: false },
  { build: 'good', first: false, after: true },
  { build: 'good', first: true, after: true },
  { build: 'crashes', first: false, after: true },
  { build: 'crashes', first: true, after: false },
] as const)('killed at every call: $build build, first: $first, after the call: $after', (how) => {
  it('is settled by the next verb, and nothing is half done', async () => {
    const wrong: string[] = [];
    let n = 1;
    for (let done = false; !done; n += SWEEP_STEP) {
      const { world, finished } = await killedAt(n, how);
      done = finished;
      const next = world.process();
      await settle(world.environment, next.ports, next.tell);
      wrong.push(...(await whatIsWrong(world)).map((what) => `call ${n}: ${what}`));
      await release(world.request('a'), next.ports, next.tell);
      wrong.push(...(await whatIsWrong(world)).map((what) => `after call ${n}: ${what}`));
      const old = ['left.js', 'e.js'].filter((name) => world.bucket.objects.has(`_next/static/${name}`));
      if (old.length > 0) wrong.push(`after call ${n}: ${old.join()} is still there`);
    }

    expect(wrong).toEqual([]);
    expect(n).toBeGreaterThan(70);
  });
});

it('is settled when who settled it was killed, too', async () => {
  const wrong: string[] = [];
  for (let n = 1; n < 60; n += 3) {
    const { world } = await killedAt(n, { build: 'crashes', first: false, after: true });
    for (let m = 3; m < 40; m += 9) {
      const settling = world.process({ killAt: m });
      await settle(world.environment, settling.ports, settling.tell).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    }
    const next = world.process();
    await settle(world.environment, next.ports, next.tell);
    wrong.push(...(await whatIsWrong(world)).map((what) => `call ${n}: ${what}`));
  }

  expect(wrong).toEqual([]);
});

it('says what it found and what became of it', async () => {
  const world = new SampleWorld();
  const dying = world.process({ onCall: (call) => void (call === 'ecs.updateService' && dying.kill()) });
  await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow(Killed);
  const next = world.process();
  await settle(world.environment, next.ports, next.tell);

  expect(next.notes).toEqual([
    'v1 was left rolling by a run that is gone (Ada on laptop); settling it by what ECS says.',
    'v1 is failed.',
  ]);
});

it.each([
  ['s3.listObjectsV2', 1],
  ['fetch', 2],
  ['s3.putObject', 1],
  ['s3.putObject', 2],
])(
  'a run that died while it stored assets (%s, the %dth time) has failed, and nothing was touched',
  async (at, nth) => {
    const world = new SampleWorld(WEB, { assets: true });
    await fillBucket(world);
    let calls = 0;
    const dying = world.process({
      // The first that is fetched is the configuration.
      onCall: (call) => void (call === at && ++calls === nth && dying.kill()),
    });
    await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow(Killed);
    const next = world.process();
    const settled = await settle(world.environment, next.ports, next.tell);

    expect(settled).toMatchObject({ state: 'failed', cause: { kind: 'orphaned' } });
    expect(dying.made).not.toContain('ecs.updateService');
    expect(world.bucket.keys('manifests/')).toEqual([`manifests/${'e'.repeat(64)}.json`]);
    const again = await release(world.request('a'), next.ports, next.tell);
    expect(again).toMatchObject({ state: 'live', assets: { files: 2 } });
  },
);

it('goes on watching a roll that is under way', async () => {
  const world = new SampleWorld();
  const dying = world.process({
    onCall: (call) => void (call === 'balancers.describeTargetHealth' && dying.kill()),
  });
  await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow(Killed);
  const next = world.process();

  expect(await settle(world.environment, next.ports, next.tell)).toMatchObject({ version: 1, state: 'live' });
});

it('waits for a release command that still runs, and does not go on after it', async () => {
  const world = new SampleWorld(WEB);
  world.ecs.commandMs = 60_000;
  const dying = world.process({ onCall: (call) => void (call === 'ecs.describeTasks' && dying.kill()) });
  await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow(Killed);
  const next = world.process();
  const record = await settle(world.environment, next.ports, next.tell);

  expect(record).toMatchObject({
    state: 'failed',
    cause: { kind: 'orphaned' },
    releaseCommand: { exitCode: 0 },
  });
  expect(next.notes).toContain('Its release command still runs; waiting for it to end.');
});

describe('a run of another machine', () => {
  async function elsewhere() {
    const world = new SampleWorld();
    const dying = world.process({
      host: 'runner',
      onCall: (call) => void (call === 'ecs.updateService' && dying.kill()),
    });
    await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow(Killed);
    return world;
  }

  it('is left alone while it may be alive', async () => {
    const world = await elsewhere();
    await world.pass(29_000);
    const next = world.process();

    expect(await settle(world.environment, next.ports, next.tell)).toBeUndefined();
    await expect(release(world.request('b'), next.ports, next.tell)).rejects.toMatchObject({
      kind: 'locked',
    });
  });

  it('is settled after 30 seconds of silence', async () => {
    const world = await elsewhere();
    await world.pass(31_000);
    const next = world.process();

    expect(await settle(world.environment, next.ports, next.tell)).toMatchObject({ state: 'failed' });
  });
});

it('is settled by one of many that find it', async () => {
  const world = new SampleWorld();
  const dying = world.process({ onCall: (call) => void (call === 'ecs.updateService' && dying.kill()) });
  await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow(Killed);
  const settled = await Promise.allSettled(
    Array.from({ length: 5 }, () => world.process()).map(({ ports, tell }) =>
      settle(world.environment, ports, tell),
    ),
  );

  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
