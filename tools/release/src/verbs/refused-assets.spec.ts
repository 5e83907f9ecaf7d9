import { ASSETS_LABEL } from '../assets/image-assets';
import { claiming, layerOf, tarOf } from '../sample/sample-layer';
import { failureOf } from './failure-of';
import { refusal } from '../sample/sample-ecs';
import { imageWith } from '../sample/sample-registry';
import { digestOf, type SampleWorld } from '../sample/sample-world';
import { SampleAssetReleases } from '../sample/sample-asset-releases';

let releases: SampleAssetReleases;
let world: SampleWorld;
beforeEach(async () => {
  releases = await SampleAssetReleases.make({ scaling: { min: 2 }, release: ['npm', 'run', 'migrate'] });
  ({ world } = releases);
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
      'The credentials are not allowed to use the bucket for assets (shop-staging-assets-111111111111).',
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
    const { record, made } = await releases.release('a');

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'assets' } });
    expect(record.cause?.words).toContain(`Its assets could not be stored. ${words}`);
    expect(record.cause?.next).toBe(next);
    expect(made).not.toContain('ecs.runTask');
    expect(made).not.toContain('ecs.updateService');
    expect(failureOf(record)).toMatchObject({ kind: 'releaseFailed' });
  });

  it('one file of many', async () => {
    let puts = 0;
    const onCall = (call: string) => {
      if (call === 's3.putObject' && ++puts === 2) throw refusal('InvalidRequest', 'No.');
    };
    const { record } = await releases.release('a', { onCall });

    expect(record.cause).toMatchObject({
      kind: 'assets',
      words: expect.stringContaining('AWS refused: No.'),
    });
    expect(releases.manifests).toEqual([]);
  });

  it('a layer that the registry has lost', async () => {
    let urls = 0;
    const onCall = (call: string) => {
      if (call === 'ecr.getDownloadUrlForLayer' && ++urls === 2)
        throw refusal('LayersNotFoundException', 'The layer does not exist.');
    };

    expect((await releases.release('a', { onCall })).record.cause).toMatchObject({
      kind: 'assets',
      words: expect.stringContaining('AWS refused: The layer does not exist.'),
    });
  });

  it('a folder in which there is nothing', async () => {
    const labels = { [ASSETS_LABEL]: '/app/other' };
    world.registry.images.set(digestOf('a'), { ...(await imageWith({ 'a.js': 'a' })), labels });

    expect((await releases.release('a')).record.cause).toMatchObject({
      kind: 'assets',
      words: expect.stringContaining('The image has no files in /app/other'),
    });
  });

  it('a file that is too large', async () => {
    const layer = layerOf(claiming(await tarOf({ 'app/static/film.mp4': 'x' }), 257 * 2 ** 20));
    const labels = { [ASSETS_LABEL]: '/app/static' };
    world.registry.images.set(digestOf('a'), { architecture: 'amd64', labels, layers: [layer] });

    expect((await releases.release('a')).record.cause?.words).toContain(
      'film.mp4 has 257 MB; the most that is allowed is 256 MB',
    );
  });

  it('a label that names no folder is refused before anything', async () => {
    const labels = { [ASSETS_LABEL]: 'static' };
    world.registry.images.set(digestOf('a'), { ...(await imageWith({ 'a.js': 'a' })), labels });
    const { record, made } = await releases.release('a');

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
    const onCall = (call: string) => {
      if (left > 0 && (call === 's3.putObject' || call === 'fetch')) {
        left--;
        throw call === 'fetch'
          ? Object.assign(new TypeError('terminated'), {
              cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
            })
          : refusal('SlowDown', 'Please reduce your request rate', 503);
      }
    };
    const { record } = await releases.release('a', { onCall });

    expect(record).toMatchObject({ state: 'live', assets: { uploaded: 2 } });
    expect(left).toBe(0);
  });

  it('Ctrl-C between two files stops, and the next release goes on from there', async () => {
    const controller = new AbortController();
    const onCall = (call: string) => void (call === 's3.putObject' && controller.abort());
    const { record, made } = await releases.release('a', { onCall, signal: controller.signal });

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'interrupted' } });
    expect(made).not.toContain('ecs.runTask');
    expect([releases.files.length, releases.manifests.length]).toEqual([1, 0]);
    expect((await releases.release('a')).record.assets).toMatchObject({ files: 2, uploaded: 1 });
  });

  it('Ctrl-C in a download does so in its own words', async () => {
    const controller = new AbortController();
    const onCall = (call: string) => {
      if (call !== 'fetch') return;
      controller.abort();
      throw new DOMException('This operation was aborted', 'AbortError');
    };
    const { record } = await releases.release('a', {
      onCall: skipFirstFetch(onCall),
      signal: controller.signal,
    });

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'interrupted' } });
  });
});

function skipFirstFetch(onCall: (call: string) => void): (call: string) => void {
  let fetched = 0;
  return (call) => {
    if (call === 'fetch' && fetched++ === 0) return;
    onCall(call);
  };
}
