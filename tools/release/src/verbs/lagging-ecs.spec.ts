import { whatIsWrong } from '../sample/sample-invariants';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from './release';

jest.setTimeout(60_000);

/** ECS shows for some seconds what was: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
async function laggingWorld(
  lagMs: number,
  build: 'good' | 'crashes',
  command?: readonly string[],
): Promise<SampleWorld> {
  const world = new SampleWorld({ scaling: { min: 2 }, ...(command && { release: command }) });
  const first = world.process();
  await release(world.request('a'), first.ports, first.tell);
  world.ecs.lagMs = lagMs;
  world.ecs.builds.set(digestOf('b'), build);
  await world.pass(2 * lagMs);
  return world;
}

async function settled(world: SampleWorld): Promise<readonly string[]> {
  await world.pass(20_000);
  return whatIsWrong(world);
}

it.each([
  [1000, 'good', 'live'],
  [5000, 'good', 'live'],
  [1000, 'crashes', 'rolled_back'],
  [5000, 'crashes', 'rolled_back'],
] as const)('%d ms late, ECS is believed in the end (%s build)', async (lagMs, build, state) => {
  const world = await laggingWorld(lagMs, build, ['npm', 'run', 'migrate']);
  const process = world.process();

  const record = await release(world.request('b'), process.ports, process.tell);
  expect(record).toMatchObject({ state, releaseCommand: { exitCode: 0 } });
  expect(await settled(world)).toEqual([]);
});

it('goes back from what ECS does not show yet', async () => {
  const wrong: string[] = [];
  const states = new Set<string>();
  for (let n = 1, aborted = true; aborted; n += 2) {
    const world = await laggingWorld(5000, 'good');
    const controller = new AbortController();
    const process = world.process({
      signal: controller.signal,
      onAnswer: (_call, nth) => void (nth === n && controller.abort()),
    });
    const { state } = await release(world.request('b'), process.ports, process.tell);
    ({ aborted } = controller.signal);
    states.add(state);
    const found = await settled(world);
    wrong.push(...found.map((what) => `Ctrl-C at call ${n} (${process.made[n - 1]}): ${what}`));
  }

  expect(wrong).toEqual([]);
  // The last few come after it was decided.
  expect([...states]).toEqual(['failed', 'rolled_back', 'live']);
});
