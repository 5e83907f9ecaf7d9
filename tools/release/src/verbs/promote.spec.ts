import { digestOf, SampleWorld } from '../sample/sample-world';
import { promote } from './promote';
import { release } from './release';

let world: SampleWorld;

beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string) {
  const process = world.process();
  return release(world.request(letter), process.ports, process.tell);
}

describe('promote', () => {
  const production = () => new SampleWorld();

  it('takes the live release of the source, by digest, with its commit', async () => {
    await releaseOf('a');
    const target = production();
    const process = target.process();
    const record = await promote(
      { environment: 'staging', store: world.store },
      target.environment,
      process.ports,
      process.tell,
    );

    expect(record).toMatchObject({
      state: 'live',
      reason: 'promote',
      images: { web: digestOf('a') },
      commit: { message: 'Change a' },
      from: { environment: 'staging', version: 1 },
    });
  });

  it('refuses what was never live', async () => {
    world.ecs.builds.set(digestOf('a'), 'crashes');
    await releaseOf('a');
    const target = production();
    const { ports, tell } = target.process();
    const take = (version?: number) =>
      promote({ environment: 'staging', store: world.store, version }, target.environment, ports, tell);

    await expect(take(1)).rejects.toThrow('v1 was never live in "staging" (it is failed)');
    await expect(take()).rejects.toThrow('Nothing is live in "staging"');
    expect(await target.ledger.list()).toEqual([]);
  });

  it('lets one of two run', async () => {
    await releaseOf('a');
    const target = production();
    const both = await Promise.allSettled(
      [target.process(), target.process()].map(({ ports, tell }) =>
        promote({ environment: 'staging', store: world.store }, target.environment, ports, tell),
      ),
    );

    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
