import { refusal } from '../sample/sample-ecs';
import { digestOf, type SampleWorld } from '../sample/sample-world';
import { release } from './release';
import { SampleAssetReleases } from '../sample/sample-asset-releases';

// Twenty releases, each with layers of its own.
jest.setTimeout(60_000);

const DAY = 86_400_000;

let releases: SampleAssetReleases;
let world: SampleWorld;
beforeEach(async () => {
  releases = await SampleAssetReleases.make({ scaling: { min: 2 } });
  ({ world } = releases);
});

describe('old assets', () => {
  it('go a week after their last release, but for those of the last 20 that were live', async () => {
    for (let n = 0; n < 22; n++) await releases.push('c', { [`of-${n}.js`]: 'x' }).then(() => releaseAs(n));
    world.time += 8 * DAY;
    await releases.push('d', { 'last.js': 'x' });
    const { made } = await releases.release('d');

    // The 20 that were live before this one, and this one.
    expect(releases.manifests).toHaveLength(21);
    expect(releases.files).toHaveLength(21);
    expect(releases.files).not.toContain('_next/static/of-1.js');
    expect(releases.files).toContain('_next/static/of-2.js');
    expect(made.filter((call) => call === 's3.deleteObjects')).toHaveLength(2);
  });

  /** Releases image c as another digest. */
  async function releaseAs(n: number) {
    const digest = `sha256:${n.toString(16).padStart(64, '0')}`;
    const image = world.registry.images.get(digestOf('c'));
    if (image) world.registry.images.set(digest, image);
    const process = world.process();
    await release(world.request('c', { images: { web: digest } }), process.ports, process.tell);
  }

  it('that a killed run left behind go after a week', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time });
    await releases.release('a');
    expect(releases.files).toContain('_next/static/left.js');
    world.time += 8 * DAY;
    await releases.release('b');

    expect(releases.files).not.toContain('_next/static/left.js');
    expect(releases.files).toContain('_next/static/main-1.js');
  });

  it('that cannot be removed are noted, and the release is live', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time - 8 * DAY });
    const onCall = (call: string) => {
      if (call === 's3.deleteObjects') throw refusal('AccessDenied', 'no', 403);
    };
    const { record, notes } = await releases.release('a', { onCall });

    expect(record.state).toBe('live');
    expect(notes).toEqual([
      expect.stringMatching(/^Old assets were not removed: The credentials are not allowed/),
    ]);
  });

  it('stay as long as a manifest cannot be read', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time - 8 * DAY });
    world.bucket.objects.set('manifests/new.json', { body: '{"format":2}', writtenAt: world.time });
    const { record, notes } = await releases.release('a');

    expect(record.state).toBe('live');
    expect(notes).toEqual([expect.stringContaining('manifests/new.json cannot be read')]);
    expect(releases.files).toContain('_next/static/left.js');
  });

  it('are left alone by a run that was taken for dead meanwhile', async () => {
    world.bucket.objects.set('_next/static/left.js', { body: 'x', writtenAt: world.time - 8 * DAY });
    const onCall = (call: string) => {
      if (call !== 'scaling.registerScalableTarget') return;
      const record = JSON.parse(world.store.body('releases/v000001.json')) as object;
      world.store.put('releases/v000001.json', JSON.stringify({ ...record, state: 'failed' }));
    };

    await expect(releases.release('a', { onCall })).rejects.toMatchObject({ kind: 'locked' });
    expect(releases.files).toContain('_next/static/left.js');
  });
});
