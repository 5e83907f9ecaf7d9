import { tmpdir } from 'node:os';
import type { ImageLayer } from '../ports/image';
import type { BlobSource } from '../aws/image-blob';
import { LayerFile } from '../aws/layer-file';
import { readAssets } from './read-assets';
import { gzipLayer, layerOf, plainLayer, tarOf, type SampleLayer } from '../sample/sample-layer';

const FOLDER = 'app/static';

/** `tar -c app | zstd -19` of app/static/chunks/main.js and app/static/site.css. */
const ZSTD =
  'KLUv/WQAJ4UEAPJFFBeQuwHIesIQbY17LMzMtCyJpT2sJveeFBGUD8EMvVb1fxOKdzwGQErkxYvtskeE5XCldymlnyyO0Za7tR3P36tzjpmNv3eQE5ktS8jcCdU5DxgggC3U6P3ZA3vVjFWpO9UURsUDxAj2kU78FYCptrvhYKipUzUAZdyCShADUJ4uxUGb8lHCAwYFMJ7UG2skQyQ=';

/** The same, its first 2048 bytes compressed apart from the rest. */
const FRAMES =
  'KLUv/QRoJQMAgoQOELA7JG+6oGXsKEWzGX1GOhkhkQeP3u12gDKffIcQ2pB6hSy7KzHuXdO1HjPZu/aQE7m3AzJ7QF3rAw8ggC3WDWCqdXc4GDV1VA2gjNupBDEA5elSHLSUPyU8YFAA4wm8Ae3ZR8wotS/9BGidAgDyAw4RoG8oUtAQ1rGq5vu/316VoRSdMbhNrgaAqvq2HXQypxRv7+R9DvL+Z8PV94S9quqTOVWLEJ+CAQog0A/123M6xUHycICBBwwKMI1ee3VuAaZq2tY=';

/** What is read of these layers, the lowest first, and which of them were downloaded. */
async function read(layers: readonly SampleLayer[], bare: readonly string[] = []) {
  const downloaded: string[] = [];
  const registry = registryOf(layers);
  const files: { [path: string]: string } = {};
  const found: string[] = [];
  const assets = readAssets(
    { folder: FOLDER, layers },
    {
      download: (layer) => {
        downloaded.push(layer.digest);
        return LayerFile.download(registry, layer);
      },
      bare: new Set(bare),
      foundBare: (digest) => found.push(digest),
    },
  );
  for await (const { path, content, size } of assets) {
    files[path] = Buffer.from(await content()).toString();
    expect(files[path]).toHaveLength(size);
  }
  return { files, downloaded, found };
}

function registryOf(layers: readonly SampleLayer[], damage: (bytes: Buffer) => Buffer = (bytes) => bytes) {
  return {
    environment: { app: 'shop', aws: { registryAccount: '111111111111' } },
    clients: {
      ecr: async () => ({
        getDownloadUrlForLayer: async ({ layerDigest }: { layerDigest: string }) => ({
          downloadUrl: layerDigest,
        }),
      }),
    },
    fetchBytes: async function* (url: string) {
      const bytes = damage(layers.find(({ digest }) => digest === url)!.bytes);
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  } as unknown as BlobSource;
}

const APP = { 'app/': '', 'app/server.js': 'serve()', 'app/static/': '', 'app/static/a.js': 'a' };
const LONG = `app/static/${'long-name/'.repeat(12)}東京.js`;

describe('one layer', () => {
  it.each<[string, () => Promise<SampleLayer>]>([
    ['plain', () => plainLayer(APP)],
    ['gzip', () => gzipLayer(APP)],
    ["Docker's gzip", async () => ({ ...(await gzipLayer(APP)), mediaType: DOCKER_GZIP })],
    ['with ./ before each path', () => plainLayer({ './app/static/a.js': 'a', './app/b': 'b' })],
    ['with / before each path', () => plainLayer({ '/app/static/a.js': 'a' })],
    ['without folders', () => plainLayer({ 'app/static/a.js': 'a' })],
    ['with a neighbour of a similar name', () => plainLayer({ ...APP, 'app/static-old/b.js': 'b' })],
    ['with a path that leads out', () => plainLayer({ ...APP, 'app/static/../../b.js': 'b' })],
    ['with a symbolic link', () => plainLayer({ ...APP, 'app/static/b.js': { symlink: 'a.js' } })],
  ])('%s', async (_, layer) => {
    expect((await read([await layer()])).files).toEqual({ 'a.js': 'a' });
  });

  it('zstd', async () => {
    const layer = layerOf(Buffer.from(ZSTD, 'base64'), 'application/vnd.oci.image.layer.v1.tar+zstd');

    expect((await read([layer])).files).toEqual({ 'chunks/main.js': 'main()', 'site.css': 'body {}' });
  });

  it('zstd in many frames, some of which are to be skipped, as engines write it that fetch single files', async () => {
    const skipped = Buffer.from('502a4d180500000048656c6c6f', 'hex');
    const bytes = Buffer.concat([skipped, Buffer.from(FRAMES, 'base64'), skipped]);

    expect((await read([layerOf(bytes, `${OCI}+zstd`)])).files).toEqual({
      'chunks/main.js': 'main()',
      'site.css': 'body {}',
    });
  });

  it('names beyond what a header takes', async () => {
    const path = LONG.replace(`${FOLDER}/`, '');

    expect((await read([await plainLayer({ [LONG]: 'x' })])).files).toEqual({ [path]: 'x' });
  });

  it('an empty file, and one of many chunks', async () => {
    const large = 'x'.repeat(3_000_000);
    const layer = await gzipLayer({ 'app/static/large.js': large, 'app/static/empty.js': '' });

    expect((await read([layer])).files).toEqual({ 'large.js': large, 'empty.js': '' });
  });

  it('hard links, in the folder and out of it', async () => {
    const layer = await plainLayer({
      'app/node_modules/b.js': 'b',
      'app/static/a.js': 'a',
      'app/static/same.js': { link: 'app/static/a.js' },
      'app/static/b.js': { link: 'app/node_modules/b.js' },
      'app/static/b2.js': { link: 'app/node_modules/b.js' },
    });

    expect((await read([layer])).files).toEqual({ 'a.js': 'a', 'same.js': 'a', 'b.js': 'b', 'b2.js': 'b' });
  });
});

const DOCKER_GZIP = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

describe('layers over one another', () => {
  it.each<[string, Parameters<typeof plainLayer>[0][], { [path: string]: string }]>([
    ['both have files', [APP, { 'app/static/b.js': 'b' }], { 'a.js': 'a', 'b.js': 'b' }],
    ['the upper one wins', [APP, { 'app/static/a.js': 'new' }], { 'a.js': 'new' }],
    [
      'a file is removed',
      [{ ...APP, 'app/static/b.js': 'b' }, { 'app/static/.wh.b.js': '' }],
      { 'a.js': 'a' },
    ],
    ['the folder is removed', [APP, { 'app/.wh.static': '' }], {}],
    ['a folder above it is removed', [APP, { '.wh.app': '' }], {}],
    ['all is removed from the root', [APP, { '.wh..wh..opq': '' }], {}],
    [
      'it is emptied and filled again, the mark after the file',
      [APP, { 'app/static/b.js': 'b', 'app/static/.wh..wh..opq': '' }],
      { 'b.js': 'b' },
    ],
    [
      'it is removed and made again',
      [APP, { 'app/.wh.static': '', 'app/static/b.js': 'b' }],
      { 'b.js': 'b' },
    ],
    [
      'a removed file that a later layer brings back',
      [APP, { 'app/static/.wh.a.js': '' }, { 'app/static/a.js': 'back' }],
      { 'a.js': 'back' },
    ],
    [
      'a folder gives way to a file',
      [{ 'app/static/x/a.js': 'a' }, { 'app/static/x': 'file' }],
      { x: 'file' },
    ],
    ['the folder gives way to a link', [APP, { 'app/static': { symlink: '/other' } }], {}],
    ['a symbolic link lies over a file', [APP, { 'app/static/a.js': { symlink: 'b.js' } }], {}],
    ['a removal elsewhere', [APP, { 'app/.wh.server.js': '' }], { 'a.js': 'a' }],
    ["a driver's own notes", [APP, { 'app/static/.wh..wh.plnk': '' }], { 'a.js': 'a' }],
  ])('%s', async (_, layers, files) => {
    const built = await Promise.all(layers.map((layer) => plainLayer(layer)));

    expect((await read(built)).files).toEqual(files);
  });

  it('are looked at from the last on, and no further than can matter', async () => {
    const [base, app, emptied] = await Promise.all([
      plainLayer({ 'bin/sh': 'sh' }),
      plainLayer(APP),
      plainLayer({ 'app/static/.wh..wh..opq': '', 'app/static/b.js': 'b' }),
    ]);

    expect((await read([base, app])).downloaded).toEqual([app.digest, base.digest]);
    expect((await read([base, app, emptied])).downloaded).toEqual([emptied.digest]);
  });

  it('tell which of them have nothing to do with the folder, and those are not looked at again', async () => {
    const [base, modules, app, removal] = await Promise.all([
      plainLayer({ 'app/': '', 'bin/sh': 'sh' }),
      plainLayer({ 'app/': '', 'app/static/': '', 'app/node_modules/a.js': 'a' }),
      plainLayer(APP),
      plainLayer({ 'app/static/.wh.none': '' }),
    ]);
    const layers = [base, modules, app, removal];
    const { found } = await read(layers);

    expect(found).toEqual([modules.digest, base.digest]);
    expect(await read(layers, found)).toEqual({
      files: { 'a.js': 'a' },
      downloaded: [removal.digest, app.digest],
      found: [],
    });
  });
});

describe('what cannot be read is said', () => {
  it.each<[string, () => Promise<SampleLayer>, string]>([
    [
      'an unknown kind',
      async () => layerOf(await tarOf(APP), 'application/x-squashfs'),
      'application/x-squashfs',
    ],
    ['no tar', async () => layerOf(Buffer.alloc(2048, 'x')), 'cannot be read'],
    ['no gzip', async () => layerOf(await tarOf(APP), DOCKER_GZIP), 'cannot be read'],
    ['half a gzip', async () => half(await gzipLayer(APP)), 'cannot be read'],
    ['half a tar', async () => layerOf((await tarOf(APP)).subarray(0, 2200)), 'cannot be read'],
    ['half a zstd', async () => half(layerOf(Buffer.from(ZSTD, 'base64'), `${OCI}+zstd`)), 'cannot be read'],
    [
      'a link to nothing',
      () => plainLayer({ 'app/static/a.js': { link: 'app/none' } }),
      'a link in it leads to app/none',
    ],
  ])('%s', async (_, layer, words) => {
    await expect(layer().then((one) => read([one]))).rejects.toMatchObject({
      name: 'AssetsError',
      message: expect.stringContaining(words),
    });
  });
});

const OCI = 'application/vnd.oci.image.layer.v1.tar';
const half = ({ bytes, mediaType }: SampleLayer) =>
  layerOf(bytes.subarray(0, Math.floor(bytes.length / 2)), mediaType);

describe('a download', () => {
  const layers: ImageLayer[] = [];
  let layer: SampleLayer;
  beforeAll(async () => layers.push((layer = await plainLayer(APP))));

  it('that is damaged is made again', async () => {
    let times = 0;
    const registry = registryOf([layer], (bytes) => (++times < 3 ? bytes.subarray(0, 2000) : bytes));
    const file = await LayerFile.download(registry, layer);
    const chunks: Uint8Array[] = [];
    for await (const bytes of file.read()) chunks.push(bytes);
    await file.close();

    expect(Buffer.concat(chunks).equals(layer.bytes)).toBe(true);
  });

  it('that the disk has no room for says where to make some', async () => {
    const registry = registryOf([layer], () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });

    await expect(LayerFile.download(registry, layer)).rejects.toMatchObject({
      name: 'AssetsError',
      message: `There is not enough room for a layer of the image in ${tmpdir()}.`,
    });
  });

  it('that is always damaged is given up', async () => {
    const registry = registryOf([layer], () => Buffer.from('something else'));

    await expect(LayerFile.download(registry, layer)).rejects.toThrow(`damaged 3 times: ${layer.digest}`);
  });
});
