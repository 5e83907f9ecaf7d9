import { refusal } from '../sample/sample-ecs';
import type { ProcessOptions } from '../sample/sample-process';
import { SampleWorld } from '../sample/sample-world';
import { ReleaseRun } from './release-run';
import { workplace } from './workplace';

const KEY = 'releases/v000001.json';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld()));

/** A run that has just taken v1. */
async function begun(options: ProcessOptions = {}) {
  const process = world.process({ host: 'runner', ...options });
  const place = workplace(world.environment, process.ports, process.tell);
  const owned = await place.ledger.begin({
    reason: 'push',
    images: {},
    by: process.ports.by,
    createdAt: '2026-11-25T12:00:00.000Z',
  });
  return { run: new ReleaseRun(place, owned, undefined), process };
}

const age = async () => (await world.store.get(KEY))?.ageSeconds;

/** As a run does that takes v1 for dead. */
async function settledByAnother(): Promise<void> {
  const entry = await world.ledger.latest();
  await world.ledger.own(entry!).update({ state: 'failed' });
}

describe('a heart', () => {
  it('beats every five seconds while the work goes on, and then no more', async () => {
    const { run } = await begun();
    const ages: (number | undefined)[] = [];
    await run.alive(async () => {
      for (const seconds of [4, 2, 3, 2]) {
        await world.pass(seconds * 1000);
        ages.push(await age());
      }
    });
    await world.pass(20_000);

    expect(ages).toEqual([4, 1, 4, 1]);
    expect(await age()).toBe(21);
  });

  it('stops when the work fails, too', async () => {
    const { run } = await begun();
    await expect(run.alive(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await world.pass(20_000);

    expect(await age()).toBe(20);
  });

  it('notices that another run has settled the release, and no step begins after that', async () => {
    const { run } = await begun();
    await run.alive(async () => {
      run.check();
      await settledByAnother();
      run.check();
      await world.pass(6000);

      expect(() => run.check()).toThrow('Another run assumed that this one was dead');
      expect(() => run.checkOwned()).toThrow('Another run assumed that this one was dead');
    });
  });

  it('that AWS does not let beat once is no sign of another run', async () => {
    let refused = 0;
    const { run } = await begun({
      onCall: (call) => {
        if (call === 'store.replace' && ++refused === 1)
          throw refusal('ExpiredTokenException', 'The security token has expired');
      },
    });
    await run.alive(() => world.pass(12_000));

    expect(refused).toBe(2);
    expect(() => run.check()).not.toThrow();
  });
});

it('no step begins after Ctrl-C, which is no loss of the record', async () => {
  const controller = new AbortController();
  const { run } = await begun({ signal: controller.signal });
  run.check();
  controller.abort();

  expect(() => run.check()).toThrow(expect.objectContaining({ name: 'Interrupted' }) as Error);
  expect(() => run.checkOwned()).not.toThrow();
});

describe('a proof that the record is ours', () => {
  it.each([
    [0, 1],
    [19_500, 1],
    [20_000, 2],
  ])('that took %d ms to arrive is asked for %d times', async (ms, times) => {
    let slow = true;
    const { run, process } = await begun({
      onCall: async (call) => {
        if (call !== 'store.replace' || !slow) return;
        slow = false;
        await world.pass(ms);
      },
    });
    await run.prove();

    expect(process.made.filter((call) => call === 'store.replace')).toHaveLength(times);
  });

  it('is not given to a run whose release was settled', async () => {
    const { run } = await begun();
    await settledByAnother();

    await expect(run.prove()).rejects.toMatchObject({ kind: 'locked' });
  });
});

describe('a phase', () => {
  it('is told as it begins and ends, with how long it took and what it did', async () => {
    const { run, process } = await begun();
    const result = await run.phase('assets', async () => (await world.pass(1500), 7), {
      failed: (files) => files > 7,
      detail: (files) => `${files} files`,
    });

    expect(result).toBe(7);
    expect(process.events).toStrictEqual([
      { type: 'phase-started', phase: 'assets' },
      { type: 'phase-ended', phase: 'assets', seconds: 1.5, failed: false, detail: '7 files' },
    ]);
  });

  it('has nothing to say when nothing was thrown and nothing else is asked', async () => {
    const { run, process } = await begun();
    await run.phase('register', async () => undefined);

    expect(process.events.at(-1)).toStrictEqual({
      type: 'phase-ended',
      phase: 'register',
      seconds: 0,
      failed: false,
    });
  });

  it('has failed by its result, or by what it throws', async () => {
    const { run, process } = await begun();
    await run.phase('roll', async () => 'failed', { failed: (result) => result === 'failed' });
    await expect(run.phase('update', () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(process.events.flatMap((event) => (event.type === 'phase-ended' ? event.failed : []))).toEqual([
      true,
      true,
    ]);
  });
});

it('an end is recorded with its time and all phases, those of the run before it first, and told last', async () => {
  const { run, process } = await begun();
  await run.update({ phases: [{ name: 'preconditions', seconds: 9 }] });
  await run.phase('register', () => world.pass(1000));
  await run.phase('update', () => world.pass(2000));
  const record = await run.end({ state: 'failed' });

  expect(record).toMatchObject({
    state: 'failed',
    finishedAt: '2026-11-25T12:00:03.000Z',
    phases: [
      { name: 'preconditions', seconds: 9 },
      { name: 'register', seconds: 1 },
      { name: 'update', seconds: 2 },
    ],
  });
  expect(await world.ledger.read(1)).toEqual(record);
  expect(process.events.at(-1)).toEqual({ type: 'ended', record });
});
