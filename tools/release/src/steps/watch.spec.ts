import type { DescribeTasksCommandInput } from '@aws-sdk/client-ecs';
import type { ReleaseEvent } from '../ports/release-event';
import type { ProcessOptions } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string, options: ProcessOptions = {}, more = {}) {
  const process = world.process(options);
  const record = await release(world.request(letter, more), process.ports, process.tell);
  const looks = process.events.flatMap((event: ReleaseEvent) =>
    event.type === 'observed' ? event.observation.elapsedMs : [],
  );
  return { record, looks };
}

/** ECS takes everything that is asked of it, and does none of it. */
function stuck(): void {
  Object.assign(world.ecs, { tick: () => undefined });
}

it('looks each second at first, then every three', async () => {
  stuck();
  const { looks } = await releaseOf('a', {}, { rollTimeoutMs: 60_000 });

  const closely = Array.from({ length: 16 }, (_, n) => n * 1000);
  expect(looks.slice(0, 19)).toEqual([...closely, 18_000, 21_000, 24_000]);
});

it('looks each second again when all tasks run', async () => {
  world.ecs.builds.set(digestOf('a'), 'hangs');
  const { looks } = await releaseOf('a', {}, { rollTimeoutMs: 30_000 });

  expect(looks.length).toBeGreaterThan(16);
  expect(looks).toEqual(looks.map((_, n) => n * 1000));
});

it('gives a roll 15 minutes when nothing else is said', async () => {
  stuck();
  const { record, looks } = await releaseOf('a');

  expect(record.cause?.kind).toBe('timeout');
  expect(looks.at(-1)).toBe(900_000);
});

it('says that ECS does not know a service any more', async () => {
  const onAnswer = (call: string) => void (call === 'ecs.updateService' && world.ecs.services.delete('web'));
  const { record, looks } = await releaseOf('a', { onAnswer }, { rollTimeoutMs: 10_000 });

  expect(looks).toEqual([]);
  expect(record).toMatchObject({
    state: 'failed',
    cause: {
      kind: 'timeout',
      words: 'ECS does not know web any more.',
      next: 'npx slipway status staging',
    },
  });
  expect(record.phases.find(({ name }) => name === 'roll')?.seconds).toBe(14);
});

it('has its last words for a service that is gone in the middle', async () => {
  stuck();
  let looks = 0;
  const onCall = (call: string) => {
    if (call === 'balancers.describeTargetHealth' && ++looks === 2) world.ecs.services.delete('web');
  };
  const { record } = await releaseOf('a', { onCall }, { rollTimeoutMs: 10_000 });

  expect(record.cause?.words).toBe('ECS does not know what became of the release any more.');
});

it('is Ctrl-C that stops it, not a failure', async () => {
  await releaseOf('a');
  const controller = new AbortController();
  const onCall = (call: string) => void (call === 'balancers.describeTargetHealth' && controller.abort());
  const { record, looks } = await releaseOf('b', { signal: controller.signal, onCall });

  expect(looks).toHaveLength(1);
  expect(record).toMatchObject({
    state: 'rolled_back',
    cause: {
      kind: 'interrupted',
      words: 'Ctrl-C stopped v2. v1 stays live.',
      logs: [],
      next: 'npx slipway status staging',
    },
  });
});

describe('the log of a task that failed', () => {
  beforeEach(() => world.ecs.builds.set(digestOf('a'), 'crashes'));

  it.each([1, 4])('is waited for, and read at look %d', async (late) => {
    let looks = 0;
    const onCall = (call: string) => {
      if (call === 'logs.getLogEvents' && ++looks === late) world.logs.push('Error: no config');
    };

    expect((await releaseOf('a', { onCall })).record.cause?.logs).toEqual(['Error: no config']);
    expect(looks).toBe(late);
  });

  it('is done without when nothing comes', async () => {
    const process = world.process();
    const { cause } = await release(world.request('a'), process.ports, process.tell);

    expect(cause).toMatchObject({ kind: 'exit-before-healthy', logs: [] });
    expect(process.made.filter((call) => call === 'logs.getLogEvents')).toHaveLength(4);
  });

  it.each([
    {},
    { tasks: [] },
    { tasks: [{ taskArn: 'arn:task/1' }] },
    { tasks: [{ taskDefinitionArn: 'web:1' }] },
  ])('is done without when ECS no longer knows the task: %j', async (answer) => {
    const { describeTasks } = world.ecs.client;
    // The watch asks for several tasks at once.
    Object.assign(world.ecs.client, {
      describeTasks: async (input: DescribeTasksCommandInput) =>
        input.tasks?.length === 1 ? answer : describeTasks(input),
    });
    world.logs.push('Error: no config');

    expect((await releaseOf('a')).record.cause).toMatchObject({ kind: 'exit-before-healthy', logs: [] });
  });
});
