import { imageWith } from '../sample/sample-registry';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { configRelease } from './config-release';
import { promote } from './promote';
import { release } from './release';
import { rollback } from './rollback';

/** Two services, each with an image of its own, by the letters of the two. */
let world: SampleWorld;
beforeEach(() => (world = new SampleWorld(undefined, { worker: true })));

const imagesOf = (web: string, worker: string) => ({ web: digestOf(web), worker: digestOf(worker) });

async function releaseOf(web: string, worker: string, at = world) {
  const process = at.process();
  return release(at.request(web, { images: imagesOf(web, worker) }), process.ports, process.tell);
}

/** What the running tasks of each service were made of. */
function running(at = world) {
  const images = (service: string) =>
    new Set(at.ecs.running(service).flatMap(({ containers = [] }) => containers[0]?.imageDigest ?? []));
  return { web: [...images('web')], worker: [...images('worker')] };
}

it('each service runs its own', async () => {
  const record = await releaseOf('a', 'b');

  expect(record).toMatchObject({ state: 'live', images: imagesOf('a', 'b') });
  expect(running()).toEqual({ web: [digestOf('a')], worker: [digestOf('b')] });
});

it('one changes and the other stays', async () => {
  await releaseOf('a', 'b');
  expect(await releaseOf('c', 'b')).toMatchObject({ state: 'live', images: imagesOf('c', 'b') });

  expect(running()).toEqual({ web: [digestOf('c')], worker: [digestOf('b')] });
});

it('all go back when one of them is bad', async () => {
  await releaseOf('a', 'b');
  world.ecs.builds.set(digestOf('d'), 'crashes');

  expect(await releaseOf('c', 'd')).toMatchObject({ state: 'rolled_back' });
  expect(running()).toEqual({ web: [digestOf('a')], worker: [digestOf('b')] });
});

it('a change of config keeps both', async () => {
  await releaseOf('a', 'b');
  world.parameters.set('/shop/staging/worker/TOKEN', 1);
  const process = world.process();
  const record = await configRelease(world.environment, 'config', process.ports, process.tell);

  expect(record).toMatchObject({ state: 'live', images: imagesOf('a', 'b') });
});

it('a rollback brings back what differs in either', async () => {
  await releaseOf('a', 'b');
  await releaseOf('a', 'c');
  const process = world.process();
  const record = await rollback(world.environment, undefined, process.ports, process.tell);

  expect(record).toMatchObject({ from: { version: 1 }, images: imagesOf('a', 'b') });
  expect(running()).toEqual({ web: [digestOf('a')], worker: [digestOf('b')] });
});

describe('promoted', () => {
  const promoteTo = (target: SampleWorld) => {
    const process = target.process();
    const source = { environment: 'staging', store: world.store };
    return promote(source, target.environment, process.ports, process.tell);
  };

  it('both are', async () => {
    await releaseOf('a', 'b');
    const target = new SampleWorld(undefined, { worker: true });

    expect(await promoteTo(target)).toMatchObject({ state: 'live', images: imagesOf('a', 'b') });
    expect(running(target)).toEqual({ web: [digestOf('a')], worker: [digestOf('b')] });
  });

  it('without the one whose service is not there', async () => {
    await releaseOf('a', 'b');

    expect(await promoteTo(new SampleWorld())).toMatchObject({ images: { web: digestOf('a') } });
  });

  it('one is for a service that the source does not have', async () => {
    const target = new SampleWorld(undefined, { worker: true });
    world = new SampleWorld();
    const process = world.process();
    await release(world.request('a'), process.ports, process.tell);

    expect(await promoteTo(target)).toMatchObject({ state: 'live', images: imagesOf('a', 'a') });
  });
});

describe('before anything is recorded', () => {
  it.each([
    ['a service has none', { web: digestOf('a') }, 'No image was named for worker.'],
    ['one is for no service', { ...imagesOf('a', 'b'), mail: digestOf('c') }, 'named for mail'],
    ['one is not a digest', { web: digestOf('a'), worker: 'latest' }, '"latest" is not an image\'s digest'],
  ])('%s', async (_, images, words) => {
    const process = world.process();

    await expect(release(world.request('a', { images }), process.ports, process.tell)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(words),
    });
    expect(await world.ledger.list()).toEqual([]);
  });

  it('a service is new, and it is not clear which of two images it runs', async () => {
    await releaseOf('a', 'b');
    const { web } = world.environment.services;
    const environment = { ...world.environment, services: { ...world.environment.services, mail: web! } };
    world.parameters.set('/shop/staging/web/TOKEN', 1);
    const process = world.process();

    await expect(configRelease(environment, 'config', process.ports, process.tell)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('v1 has no image for mail, which "staging" runs now.'),
    });
  });
});

it('what is wrong with either is told with the service that runs it', async () => {
  world.registry.images.set(digestOf('b'), { architecture: 'arm64' });
  world.registry.images.delete(digestOf('a'));

  const { state, cause } = await releaseOf('a', 'b');
  expect(state).toBe('failed');
  expect(cause?.words.split('\n')).toEqual([
    expect.stringContaining(`The image ${digestOf('a')} is not in repository`),
    expect.stringContaining('built for arm64, but worker runs on x86_64'),
  ]);
});

describe('assets', () => {
  beforeEach(() => (world = new SampleWorld(undefined, { worker: true, assets: true })));

  it('of both images are kept, and of the releases before', async () => {
    world.registry.images.set(digestOf('a'), await imageWith({ 'a.js': 'a', 'both.js': 'x' }));
    world.registry.images.set(digestOf('b'), await imageWith({ 'b.js': 'b', 'both.js': 'x' }));
    expect(await releaseOf('a', 'b')).toMatchObject({ assets: { files: 4, uploaded: 3 } });
    world.time += 30 * 86_400_000;
    expect(await releaseOf('a', 'b')).toMatchObject({ assets: { files: 4, uploaded: 0 } });

    expect(world.bucket.keys('_next/')).toEqual(
      ['a.js', 'b.js', 'both.js'].map((file) => `_next/static/${file}`),
    );
  });

  it('of one image are kept, and of the other there are none: no note', async () => {
    world.registry.images.set(digestOf('a'), await imageWith({ 'a.js': 'a' }));
    const process = world.process();
    const images = imagesOf('a', 'b');
    const record = await release(world.request('a', { images }), process.ports, process.tell);

    expect(record).toMatchObject({ state: 'live', assets: { files: 1 } });
    expect(process.notes).toEqual([]);
  });
});
