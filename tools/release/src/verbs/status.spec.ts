import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from './release';
import { status } from './status';

let world: SampleWorld;

beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string) {
  const process = world.process();
  return release(world.request(letter), process.ports, process.tell);
}

describe('status', () => {
  it('shows what is live, and what is newer', async () => {
    await releaseOf('a');
    world.newTemplate('web');
    const found = await status(world.environment, world.process().ports);

    expect(found).toMatchObject({
      live: { version: 1 },
      orphaned: false,
      newer: { template: ['web'], config: [] },
    });
    expect(found.running).toBeUndefined();
    expect(found.services).toMatchObject([{ service: 'web', desiredCount: 2, asReleased: true }]);
  });

  it('shows the last try when it did not get live', async () => {
    await releaseOf('a');
    expect((await status(world.environment, world.process().ports)).failed).toBeUndefined();
    world.ecs.builds.set(digestOf('b'), 'crashes');
    await releaseOf('b');

    expect(await status(world.environment, world.process().ports)).toMatchObject({
      live: { version: 1 },
      failed: { version: 2, state: 'rolled_back' },
    });
  });

  it('names a service that is not there any more', async () => {
    expect((await status(world.environment, world.process().ports)).servicesGone).toEqual([]);
    world.ecs.services.delete('web');
    expect((await status(world.environment, world.process().ports)).servicesGone).toEqual(['web']);
  });

  it('names what another tool deregistered', async () => {
    const { taskDefinitions } = await releaseOf('a');
    const look = async () => (await status(world.environment, world.process().ports)).services[0];
    expect(await look()).not.toHaveProperty('definitionGone');

    const arn = taskDefinitions['web'] ?? '';
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    Object.assign(world.ecs.definitions.get(arn)!, { status: 'INACTIVE' });
    expect(await look()).toMatchObject({ definitionGone: name, asReleased: true });
    world.ecs.definitions.delete(arn);
    expect(await look()).toMatchObject({ definitionGone: name });
  });

  it('shows a release whose run is gone', async () => {
    const dying = world.process({ onCall: (call) => void (call === 'ecs.updateService' && dying.kill()) });
    await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow();

    expect(await status(world.environment, world.process().ports)).toMatchObject({
      running: { version: 1, state: 'rolling' },
      orphaned: true,
    });
  });
});
