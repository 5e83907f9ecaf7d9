import { ASSETS_LABEL } from '../assets/image-assets';
import { claiming, gzipLayer, layerOf, tarOf } from '../assets/sample-layer';
import { failureOf } from '../outcome';
import { imageWith } from '../sample-registry';
import { digestOf, SampleWorld, type ProcessOptions } from '../sample-world';
import { refusal } from '../sample-ecs';
import { configRelease } from './config-release';
import { release } from './release';
import { rollback } from './rollback';

const KEEP = 'public, max-age=31536000, immutable';

let world: SampleWorld;
beforeEach(async () => {
  world = new SampleWorld({ scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] }, { assets: true });
  await push('a', { 'main-1.js': 'one', 'css/site.css': 'body' });
  await push('b', { 'main-2.js': 'two', 'css/site.css': 'body' });
});

async function push(letter: string, files: { readonly [path: string]: string }): Promise<void> {
  world.registry.images.set(digestOf(letter), await imageWith(files));
}

async function releaseOf(letter: string, options: ProcessOptions = {}) {
  const process = world.process(options);
  const record = await release(world.request(letter), process.ports, process.tell);
  return { record, made: process.made, notes: process.notes, events: process.events };
}

const files = () => world.bucket.keys('_next/');
const manifests = () => world.bucket.keys('manifests/');
const manifestOf = (letter: string) => `manifests/${letter.repeat(64)}.json`;

/** What of the calls made is about blobs and files. */
const transfers = (made: readonly string[]) =>
  made.filter((call) => call === 'fetch' || call === 's3.putObject' || call === 's3.deleteObjects');

describe('the assets of an image', () => {
  it('are in the bucket, with what browsers and the CDN are to know of them', async () => {
    const { record } = await releaseOf('a');

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
    const { made, events } = await releaseOf('a');
    const phases = events.flatMap((event) => (event.type === 'phase-ended' ? event.phase : []));

    expect(phases).toEqual(['preconditions', 'register', 'assets', 'release command', 'update', 'roll']);
    expect(made.lastIndexOf('s3.putObject')).toBeLessThan(made.indexOf('ecs.runTask'));
    expect([...world.bucket.objects.keys()].at(-1)).toBe(manifestOf('a'));
    expect(events).toContainEqual(expect.objectContaining({ phase: 'assets', detail: '2 files, 2 new' }));
  });

  it('that were there before are not uploaded again', async () => {
    await releaseOf('a');
    const { record, made } = await releaseOf('b');

    expect(record.assets).toEqual({ files: 2, uploaded: 1, bytes: 7 });
    expect(made.filter((call) => call === 's3.putObject')).toHaveLength(2);
    expect(files()).toEqual([
      '_next/static/css/site.css',
      '_next/static/main-1.js',
      '_next/static/main-2.js',
    ]);
  });

  it('are read from the layers that no image had before', async () => {
    const first = await releaseOf('a');
    const second = await releaseOf('b');

    // The configuration and two layers; then the configuration and the layer that is new.
    expect(first.made.filter((call) => call === 'fetch')).toHaveLength(3);
    expect(second.made.filter((call) => call === 'fetch')).toHaveLength(2);
  });

  it('are those of the processor that the services run on', async () => {
    const other = await imageWith({ 'arm.js': 'arm' });
    world.registry.images.set(digestOf('e'), { ...other, architecture: 'arm64' });
    world.registry.indexes.set(digestOf('f'), { arm64: digestOf('e'), amd64: digestOf('a') });
    const { record } = await releaseOf('f');

    expect(record).toMatchObject({ state: 'live', assets: { files: 2 } });
    expect(files()).not.toContain('_next/static/arm.js');
    expect(manifests()).toEqual([manifestOf('f')]);
  });
});

describe('an image that was released before', () => {
  it('takes one object: its manifest, which is young again', async () => {
    await releaseOf('a');
    await releaseOf('b');
    const before = world.bucket.objects.get(manifestOf('a'))?.writtenAt ?? 0;
    const process = world.process();
    const record = await rollback(world.environment, undefined, process.ports, process.tell);

    expect(record).toMatchObject({ state: 'live', assets: { files: 2, uploaded: 0 } });
    expect(transfers(process.made)).toEqual(['fetch', 's3.putObject']);
    expect(world.bucket.objects.get(manifestOf('a'))?.writtenAt).toBeGreaterThan(before);
  });

  it('does so for new config, too', async () => {
    await releaseOf('a');
    world.parameters.set('/shop/staging/web/KEY', 1);
    const process = world.process();
    const record = await configRelease(world.environment, 'config', process.ports, process.tell);

    expect(record).toMatchObject({ state: 'live', assets: { uploaded: 0 } });
    expect(transfers(process.made)).toEqual(['fetch', 's3.putObject']);
  });

  it('brings back what somebody removed by hand', async () => {
    await releaseOf('a');
    world.bucket.objects.delete('_next/static/main-1.js');
    const { record } = await releaseOf('a');

    expect(record.assets).toMatchObject({ files: 2, uploaded: 1 });
    expect(files()).toContain('_next/static/main-1.js');
  });

  it('is read anew when its manifest is of another Slipway', async () => {
    await releaseOf('a');
    Object.assign(world.bucket.objects.get(manifestOf('a')) ?? {}, { body: '{"format":2}' });

    expect((await releaseOf('a')).record.assets).toEqual({ files: 2, uploaded: 0, bytes: 7 });
    expect(String(world.bucket.objects.get(manifestOf('a'))?.body)).toContain('"format": 1');
  });
});

it('a bucket of many pages is listed to its end', async () => {
  world.bucket.page = 1;
  await releaseOf('a');

  expect((await releaseOf('b')).record.assets).toMatchObject({ uploaded: 1 });
});

it('two assets that are one file are two objects', async () => {
  const layer = await gzipLayer({ 'app/static/a.js': 'a', 'app/static/b.js': { link: 'app/static/a.js' } });
  const labels = { [ASSETS_LABEL]: '/app/static' };
  world.registry.images.set(digestOf('a'), { architecture: 'amd64', labels, layers: [layer] });
  await releaseOf('a');

  expect(world.bucket.objects.get('_next/static/b.js')?.body).toEqual(Buffer.from('a'));
});

describe('without assets', () => {
  it('an environment that keeps none has no such phase and asks for nothing', async () => {
    world = new SampleWorld();
    await push('a', { 'main.js': 'x' });
    const { record, made, notes } = await releaseOf('a');

    expect(record.state).toBe('live');
    expect(record).not.toHaveProperty('assets');
    expect(made.filter((call) => call.startsWith('s3.'))).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('an image that does not say where they are is released, and that is noted', async () => {
    world.registry.images.set(digestOf('a'), { architecture: 'amd64' });
    const { record, made, notes } = await releaseOf('a');

    expect(record.state).toBe('live');
    expect(record).not.toHaveProperty('assets');
    expect(made.filter((call) => call.startsWith('s3.'))).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('The image has no label slipway.assets')]);
  });
});

describe('a release whose assets cannot be stored fails, and the service is not touched', () => {
  it.each<[string, Error, string, string | undefined]>([
    [
      'no bucket',
      refusal('NoSuchBucket', 'x', 404),
      '"staging" has no bucket for assets',
      'npx slipway deploy staging',
    ],
    [
      'no right to',
      refusal('AccessDenied', 'User: x is not authorized to perform: s3:PutObject', 403),
      'The credentials may not use the bucket for assets (shop-staging-assets-111111111111).',
      undefined,
    ],
    [
      'a call that S3 does not like',
      refusal('KeyTooLongError', 'Your key is too long.'),
      'AWS refused: Your key',
      undefined,
    ],
  ])('%s', async (_, error, words, next) => {
    world.bucket.refuses = error;
    const { record, made } = await releaseOf('a');

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'assets' } });
    expect(record.cause?.words).toContain(`Its assets could not be stored. ${words}`);
    expect(record.cause?.next).toBe(next);
    expect(made).not.toContain('ecs.runTask');
    expect(made).not.toContain('ecs.updateService');
    expect(failureOf(record)).toMatchObject({ kind: 'releaseFailed' });
  });

  it('one file of many', async () => {
    let puts = 0;
    const fault = (call: string) => {
      if (call === 's3.putObject' && ++puts === 2) throw refusal('InvalidRequest', 'No.');
    };
    const { record } = await releaseOf('a', { fault });

    expect(record.cause).toMatchObject({
      kind: 'assets',
      words: expect.stringContaining('AWS refused: No.'),
    });
    expect(manifests()).toEqual([]);
  });

  it('a layer that the registry has lost', async () => {
    let urls = 0;
    const fault = (call: string) => {
      if (call === 'ecr.getDownloadUrlForLayer' && ++urls === 2)
        throw refusal('LayersNotFoundException', 'The layer does not exist.');
    };

    expect((await releaseOf('a', { fault })).record.cause).toMatchObject({
      kind: 'assets',
      words: expect.stringContaining('AWS refused: The layer does not exist.'),
    });
  });

  it('a folder in which there is nothing', async () => {
    const labels = { [ASSETS_LABEL]: '/app/other' };
    world.registry.images.set(digestOf('a'), { ...(await imageWith({ 'a.js': 'a' })), labels });

    expect((await releaseOf('a')).record.cause).toMatchObject({
      kind: 'assets',
      words: expect.stringContaining('The image has no files in /app/other'),
    });
  });

  it('a file that is too large', async () => {
    const layer = layerOf(claiming(await tarOf({ 'app/static/film.mp4': 'x' }), 257 * 2 ** 20));
    const labels = { [ASSETS_LABEL]: '/app/static' };
    world.registry.images.set(digestOf('a'), { architecture: 'amd64', labels, layers: [layer] });

    expect((await releaseOf('a')).record.cause?.words).toContain(
      'film.mp4 has 257 MB, and 256 MB are the most',
    );
  });

  it('a label that names no folder is refused before anything', async () => {
    const labels = { [ASSETS_LABEL]: 'static' };
    world.registry.images.set(digestOf('a'), { ...(await imageWith({ 'a.js': 'a' })), labels });
    const { record, made } = await releaseOf('a');

    expect(record.cause).toMatchObject({
      kind: 'refused',
      words: expect.stringContaining('label slipway.assets is "static"'),
    });
    expect(made).not.toContain('ecs.registerTaskDefinition');
  });
});

describe('trouble on the way', () => {
  it('is waited out, in S3 and in the download', async () => {
    let left = 6;
    const fault = (call: string) => {
      if (left > 0 && (call === 's3.putObject' || call === 'fetch')) {
        left--;
        throw call === 'fetch'
          ? Object.assign(new TypeError('terminated'), {
              cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
            })
          : refusal('SlowDown', 'Please reduce your request rate', 503);
      }
    };
    const { record } = await releaseOf('a', { fault });

    expect(record).toMatchObject({ state: 'live', assets: { uploaded: 2 } });
    expect(left).toBe(0);
  });

  it('Ctrl-C between two files stops, and the next release goes on from there', async () => {
    const controller = new AbortController();
    const fault = (call: string) => void (call === 's3.putObject' && controller.abort());
    const { record, made } = await releaseOf('a', { fault, signal: controller.signal });

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'interrupted' } });
    expect(made).not.toContain('ecs.runTask');
    expect([files().length, manifests().length]).toEqual([1, 0]);
    expect((await releaseOf('a')).record.assets).toMatchObject({ files: 2, uploaded: 1 });
  });

  it('Ctrl-C in a download does so in its own words', async () => {
    const controller = new AbortController();
    const fault = (call: string) => {
      if (call !== 'fetch') return;
      controller.abort();
      throw new DOMException('This operation was aborted', 'AbortError');
    };
    const { record } = await releaseOf('a', { fault: skipFirstFetch(fault), signal: controller.signal });

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'interrupted' } });
  });
});

function skipFirstFetch(fault: (call: string) => void): (call: string) => void {
  let fetched = 0;
  return (call) => {
    if (call === 'fetch' && fetched++ === 0) return;
    fault(call);
  };
}
