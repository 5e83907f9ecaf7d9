import { Killed } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';
import { settle } from '../verbs/settle';

const COMMAND = ['npm', 'run', 'migrate'];

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld({ scaling: { min: 2 }, release: COMMAND })));

/** A release that dies at the n-th of these calls; its answer is lost. */
async function diedAt(call: string, nth = 1): Promise<void> {
  let calls = 0;
  const dying = world.process({
    onAnswer: (made) => {
      if (made !== call || ++calls !== nth) return;
      dying.kill();
      throw new Killed();
    },
  });
  await expect(release(world.request('b'), dying.ports, dying.tell)).rejects.toThrow(Killed);
}

async function releaseOf(letter: string) {
  const { ports, tell } = world.process();
  return release(world.request(letter), ports, tell);
}

async function settled() {
  const process = world.process();
  const record = await settle(world.environment, process.ports, process.tell);
  return { record, notes: process.notes, made: process.made };
}

const left = (state: string) =>
  `v1 was left ${state} by a run that is gone (Ada on laptop); settling it by what ECS says.`;

it('does nothing where nothing was left', async () => {
  expect((await settled()).record).toBeUndefined();
  await releaseOf('a');

  expect(await settled()).toMatchObject({ record: undefined, notes: [] });
});

it('says which releases were still recorded as live', async () => {
  for (const letter of ['a', 'b', 'c']) await releaseOf(letter);
  for (const key of ['releases/v000001.json', 'releases/v000002.json'])
    world.store.put(key, world.store.body(key).replace('"superseded"', '"live"'));

  expect((await settled()).notes).toEqual([
    'v2, v1 was still recorded as live beside a later release; it is superseded now.',
  ]);
});

it('that died before it changed anything has failed, and says what stays', async () => {
  await releaseOf('a');
  await diedAt('ecs.registerTaskDefinition');

  expect((await settled()).record).toMatchObject({
    version: 2,
    state: 'failed',
    settledBy: { name: 'Ada' },
    cause: {
      kind: 'orphaned',
      words: 'The run that made v2 (Ada on laptop) ended before the release did. v1 stays live.',
      logs: [],
      next: 'npx slipway status staging',
    },
  });
});

it('that was going back goes on going back, for the cause that it had', async () => {
  await releaseOf('a');
  world.ecs.builds.set(digestOf('b'), 'crashes');
  await diedAt('ecs.listServiceDeployments');
  const { record, notes } = await settled();

  expect(record).toMatchObject({ state: 'rolled_back', cause: { kind: 'exit-before-healthy' } });
  expect(notes.at(-1)).toBe('v2 is rolled back.');
});

describe('a release command', () => {
  it('whose task is not known yet is found by its mark, and waited for', async () => {
    world.ecs.commandMs = 60_000;
    await diedAt('ecs.runTask');
    const list = jest.spyOn(world.ecs.client, 'listTasks');
    const { record, notes } = await settled();

    expect(list.mock.calls[0]).toEqual([
      { cluster: 'shop-staging', startedBy: 'slipway-v1', desiredStatus: 'RUNNING' },
    ]);
    expect(notes).toEqual([
      left('releasing'),
      'Its release command still runs; waiting for it to end.',
      'v1 is failed.',
    ]);
    expect(record).toMatchObject({
      state: 'failed',
      cause: { kind: 'orphaned', words: expect.stringContaining('Nothing was live before.') },
      releaseCommand: { command: COMMAND, exitCode: 0 },
    });
  });

  it('that ended meanwhile is recorded without a wait', async () => {
    await diedAt('ecs.describeTasks');
    await world.pass(5000);
    const { record, notes } = await settled();

    expect(record).toMatchObject({ state: 'failed', releaseCommand: { command: COMMAND, exitCode: 0 } });
    expect(notes).toEqual([left('releasing'), 'v1 is failed.']);
  });

  it('that never ran is not looked for any longer', async () => {
    // The first proof right before it.
    await diedAt('ecs.describeServices', 2);
    const { record, made } = await settled();

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'orphaned' } });
    expect(record).not.toHaveProperty('releaseCommand');
    expect(made).not.toContain('ecs.describeTasks');
  });
});
