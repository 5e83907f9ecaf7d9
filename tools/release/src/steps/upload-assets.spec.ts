import { ASSETS_LABEL } from '../assets/image-assets';
import { manifestOf, SampleAssetReleases } from '../sample/sample-asset-releases';
import { claiming, gzipLayer, layerOf, tarOf } from '../sample/sample-layer';
import { digestOf, type SampleWorld } from '../sample/sample-world';

let releases: SampleAssetReleases;
let world: SampleWorld;
beforeEach(async () => {
  releases = await SampleAssetReleases.make({ scaling: { min: 2 } });
  ({ world } = releases);
});

/** Puts an image of these layers, with its assets in a folder, into the registry. */
function push(letter: string, folder: string, layers: Awaited<ReturnType<typeof gzipLayer>>[]): void {
  const labels = { [ASSETS_LABEL]: folder };
  world.registry.images.set(digestOf(letter), { architecture: 'amd64', labels, layers });
}

const bodyOf = (letter: string) =>
  JSON.parse(String(world.bucket.objects.get(manifestOf(letter))?.body)) as object;

describe('layers in which the release before had nothing', () => {
  it('are noted, and not downloaded again', async () => {
    const bare = await gzipLayer({ 'bin/sh': 'sh' });
    push('a', '/app/static', [bare, await gzipLayer({ 'app/static/a.js': 'a' })]);
    push('b', '/app/static', [bare, await gzipLayer({ 'app/static/b.js': 'b' })]);
    await releases.release('a');
    const { made } = await releases.release('b');

    // The configuration and the layer that is new.
    expect(made.filter((call) => call === 'fetch')).toHaveLength(2);
    expect(bodyOf('b')).toEqual({
      format: 1,
      digest: digestOf('b'),
      folder: 'app/static',
      files: { '_next/static/b.js': 1 },
      bareLayers: [bare.digest],
    });
  });

  it('are read all the same when the assets are in another folder now', async () => {
    const layers = [await gzipLayer({ 'app/other/x.js': 'x' }), await gzipLayer({ 'app/static/a.js': 'a' })];
    push('a', '/app/static', layers);
    push('b', '/app/other', layers);
    await releases.release('a');

    expect((await releases.release('b')).record).toMatchObject({ state: 'live', assets: { files: 1 } });
    expect(releases.files).toContain('_next/static/x.js');
  });
});

describe('says in one sentence what to do', () => {
  it('of a folder without files', async () => {
    push('a', '/app/other', [await gzipLayer({ 'app/static/a.js': 'a' })]);
    const { record, events } = await releases.release('a');

    expect(record.cause).toEqual({
      kind: 'assets',
      words:
        'Its assets could not be stored. The image has no files in /app/other, where its label slipway.assets says that its assets are. Let the label name the folder that is served below /_next/static/, or remove the label.',
      logs: [],
    });
    expect(record).not.toHaveProperty('assets');
    expect(events.find((event) => event.type === 'phase-ended' && event.phase === 'assets')).toStrictEqual({
      type: 'phase-ended',
      phase: 'assets',
      seconds: 0,
      failed: true,
    });
  });

  it('of a file that is too large by a byte', async () => {
    push('a', '/app/static', [
      layerOf(claiming(await tarOf({ 'app/static/film.mp4': 'x' }), 256 * 2 ** 20 + 1)),
    ]);

    expect((await releases.release('a')).record.cause?.words).toBe(
      'Its assets could not be stored. The asset film.mp4 has 257 MB; the most that is allowed is 256 MB. Serve it from a bucket of its own.',
    );
  });
});
