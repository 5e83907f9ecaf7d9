import { imageWith } from '../sample-registry';
import { digestOf, SampleWorld, type ProcessOptions } from '../sample-world';
import { refusal } from '../sample-ecs';
import { release } from './release';

// Twenty releases, each with layers of its own.
jest.setTimeout(60_000);

const DAY = 86_400_000;

let world: SampleWorld;
beforeEach(async () => {
  world = new SampleWorld({ scaling: { min: 2 } }, { assets: true });
  await push('a', { 'main-1.js': 'one', 'css/site.css': 'body' });
  await push('b', { 'main-2.js': 'two', 'css/site.css': 'body' });
});

async function push(letter: string, files: { readonly [path: string]: string }): Promise<void> {
  world.registry.images.set(digestOf(letter), await imageWith(files));
}

async function releaseOf(letter: string, options: ProcessOptions = {}) {
  const process = world.process(options);
  const record = await release(world.request(letter), process.ports, process.tell);
  return { record, made: process.made, notes: process.notes };
}

const files = () => world.bucket.keys('_next/');
const manifests = () => world.bucket.keys('manifests/');

describe('old assets', () => {
  it('go a week after their last release, but for those of the last 20 that were live', async () => {
    for (let n = 0; n < 22; n++) await push('c', { [`of-${n}.js`]: 'x' }).then(() => releaseAs(n));
    world.time += 8 * DAY;
    await push('d', { 'last.js': 'x' });
    const { made } = await releaseOf('d');

    // The 20 that were live before this one, and this one.
    expect(manifests()).toHaveLength(21);
    expect(files()).toHaveLength(21);
    expect(files()).not.toContain('_next/static/of-1.js');
    expect(files()).toContain('_next/static/of-2.js');
    expect(made.filter((call) => call === 's3.deleteObjects')).toHaveLength(2);
  });

  /** Releases image c as another digest. */
  async function releaseAs(n: number) {
    const digest = `sha256:${n.toString(16).padStart(64, '0')}`;
    const image = world.registry.images.get(digestOf('c'));
    if (image) world.registry.images.set(digest, image);
    const process = world.process();
    await release({ ...world.request('c'), digest }, process.ports, process.tell);
  }

  it('that a killed run left behind go after a week', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time });
    await releaseOf('a');
    expect(files()).toContain('_next/static/left.js');
    world.time += 8 * DAY;
    await releaseOf('b');

    expect(files()).not.toContain('_next/static/left.js');
    expect(files()).toContain('_next/static/main-1.js');
  });

  it('that cannot be removed are noted, and the release is live', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time - 8 * DAY });
    const fault = (call: string) => {
      if (call === 's3.deleteObjects') throw refusal('AccessDenied', 'no', 403);
    };
    const { record, notes } = await releaseOf('a', { fault });

    expect(record.state).toBe('live');
    expect(notes).toEqual([expect.stringMatching(/^Old assets were not removed: The credentials may not/)]);
  });

  it('stay as long as a manifest cannot be read', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time - 8 * DAY });
    world.bucket.objects.set('manifests/new.json', { body: '{"format":2}', writtenAt: world.time });
    const { record, notes } = await releaseOf('a');

    expect(record.state).toBe('live');
    expect(notes).toEqual([expect.stringContaining('manifests/new.json cannot be read')]);
    expect(files()).toContain('_next/static/left.js');
  });

  it('are left alone by a run that was taken for dead meanwhile', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time - 8 * DAY });
    const fault = (call: string) => {
      if (call !== 'scaling.registerScalableTarget') return;
      const record = JSON.parse(world.store.body('releases/v000001.json')) as object;
      world.store.put('releases/v000001.json', JSON.stringify({ ...record, state: 'failed' }));
    };

    await expect(releaseOf('a', { fault })).rejects.toMatchObject({ kind: 'locked' });
    expect(files()).toContain('_next/static/left.js');
  });
});
