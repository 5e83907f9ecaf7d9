import { ASSETS_LABEL } from '../assets/image-assets';
import { gzipLayer } from '../sample/sample-layer';
import { imageWith } from '../sample/sample-registry';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { configRelease } from './config-release';
import { release } from './release';
import { rollback } from './rollback';
import { manifestOf, SampleAssetReleases } from '../sample/sample-asset-releases';

const KEEP = 'public, max-age=31536000, immutable';

let releases: SampleAssetReleases;
let world: SampleWorld;
beforeEach(async () => {
  releases = await SampleAssetReleases.make({ scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] });
  ({ world } = releases);
});

/** What of the calls made is about blobs and files. */
const transfers = (made: readonly string[]) =>
  made.filter((call) => call === 'fetch' || call === 's3.putObject' || call === 's3.deleteObjects');

describe('the assets of an image', () => {
  it('are in the bucket, with what browsers and the CDN are to know of them', async () => {
    const { record } = await releases.release('a');

    expect(record).toMatchObject({ state: 'live', assets: { files: 2, uploaded: 2, bytes: 7 } });
    expect(world.bucket.objects.get('_next/static/main-1.js')).toMatchObject({
      body: Buffer.from('one'),
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: KEEP,
    });
    expect(world.bucket.objects.get('_next/static/css/site.css')?.contentType).toBe(
      'text/css; charset=utf-8',
    );
  });

  it('are there before the release command and the roll, and the manifest last of all', async () => {
    const { made, events } = await releases.release('a');
    const phases = events.flatMap((event) => (event.type === 'phase-ended' ? event.phase : []));

    expect(phases).toEqual(['preconditions', 'register', 'assets', 'release command', 'update', 'roll']);
    expect(made.lastIndexOf('s3.putObject')).toBeLessThan(made.indexOf('ecs.runTask'));
    expect([...world.bucket.objects.keys()].at(-1)).toBe(manifestOf('a'));
    expect(events).toContainEqual(expect.objectContaining({ phase: 'assets', detail: '2 files, 2 new' }));
  });

  it('that were there before are not uploaded again', async () => {
    await releases.release('a');
    const { record, made } = await releases.release('b');

    expect(record.assets).toEqual({ files: 2, uploaded: 1, bytes: 7 });
    expect(made.filter((call) => call === 's3.putObject')).toHaveLength(2);
    expect(releases.files).toEqual([
      '_next/static/css/site.css',
      '_next/static/main-1.js',
      '_next/static/main-2.js',
    ]);
  });

  it('are read from the layers that no image had before', async () => {
    const first = await releases.release('a');
    const second = await releases.release('b');

    // The configuration and two layers; then the configuration and the layer that is new.
    expect(first.made.filter((call) => call === 'fetch')).toHaveLength(3);
    expect(second.made.filter((call) => call === 'fetch')).toHaveLength(2);
  });

  it('are those of the processor that the services run on', async () => {
    const other = await imageWith({ 'arm.js': 'arm' });
    world.registry.images.set(digestOf('e'), { ...other, architecture: 'arm64' });
    world.registry.indexes.set(digestOf('f'), { arm64: digestOf('e'), amd64: digestOf('a') });
    const { record } = await releases.release('f');

    expect(record).toMatchObject({ state: 'live', assets: { files: 2 } });
    expect(releases.files).not.toContain('_next/static/arm.js');
    expect(releases.manifests).toEqual([manifestOf('f')]);
  });
});

describe('an image that was released before', () => {
  it('takes one object: its manifest, which is young again', async () => {
    await releases.release('a');
    await releases.release('b');
    const before = world.bucket.objects.get(manifestOf('a'))?.writtenAt ?? 0;
    const process = world.process();
    const record = await rollback(world.environment, undefined, process.ports, process.tell);

    expect(record).toMatchObject({ state: 'live', assets: { files: 2, uploaded: 0 } });
    expect(transfers(process.made)).toEqual(['fetch', 's3.putObject']);
    expect(world.bucket.objects.get(manifestOf('a'))?.writtenAt).toBeGreaterThan(before);
  });

  it('does so for new config, too', async () => {
    await releases.release('a');
    world.parameters.set('/shop/staging/web/KEY', 1);
    const process = world.process();
    const record = await configRelease(world.environment, 'config', process.ports, process.tell);

    expect(record).toMatchObject({ state: 'live', assets: { uploaded: 0 } });
    expect(transfers(process.made)).toEqual(['fetch', 's3.putObject']);
  });

  it('brings back what somebody removed by hand', async () => {
    await releases.release('a');
    world.bucket.objects.delete('_next/static/main-1.js');
    const { record } = await releases.release('a');

    expect(record.assets).toMatchObject({ files: 2, uploaded: 1 });
    expect(releases.files).toContain('_next/static/main-1.js');
  });

  it('is read anew when its manifest is of another Slipway', async () => {
    await releases.release('a');
    Object.assign(world.bucket.objects.get(manifestOf('a')) ?? {}, { body: '{"format":2}' });

    expect((await releases.release('a')).record.assets).toEqual({ files: 2, uploaded: 0, bytes: 7 });
    expect(String(world.bucket.objects.get(manifestOf('a'))?.body)).toContain('"format": 1');
  });
});

it('a bucket of many pages is listed to its end', async () => {
  world.bucket.page = 1;
  await releases.release('a');

  expect((await releases.release('b')).record.assets).toMatchObject({ uploaded: 1 });
});

it('two assets that are one file are two objects', async () => {
  const layer = await gzipLayer({ 'app/static/a.js': 'a', 'app/static/b.js': { link: 'app/static/a.js' } });
  const labels = { [ASSETS_LABEL]: '/app/static' };
  world.registry.images.set(digestOf('a'), { architecture: 'amd64', labels, layers: [layer] });
  await releases.release('a');

  expect(world.bucket.objects.get('_next/static/b.js')?.body).toEqual(Buffer.from('a'));
});

describe('without assets', () => {
  it('an environment that keeps none has no such phase and asks for nothing', async () => {
    world = new SampleWorld();
    world.registry.images.set(digestOf('a'), await imageWith({ 'main.js': 'x' }));
    const { ports, tell, made, notes } = world.process();
    const record = await release(world.request('a'), ports, tell);

    expect(record.state).toBe('live');
    expect(record).not.toHaveProperty('assets');
    expect(made.filter((call) => call.startsWith('s3.'))).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('an image that does not say where they are is released, and that is noted', async () => {
    world.registry.images.set(digestOf('a'), { architecture: 'amd64' });
    const { record, made, notes } = await releases.release('a');

    expect(record.state).toBe('live');
    expect(record).not.toHaveProperty('assets');
    expect(made.filter((call) => call.startsWith('s3.'))).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('The image has no label slipway.assets')]);
  });
});
