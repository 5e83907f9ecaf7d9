import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { GetDownloadUrlForLayerCommandInput } from '@aws-sdk/client-ecr';
import { buffer } from 'node:stream/consumers';
import { layerOf } from '../sample/sample-layer';
import { SampleWorld } from '../sample/sample-world';
import { EcrImageBlobs } from './image-blobs';
import { recordedAws } from './recorded-aws';

const layer = layerOf(Buffer.from('the bytes of a layer'));

/** The registry, with what each download sends or ends with, one after the other; the last for ever. */
function registryOf(...sent: (string | Error)[]) {
  const { clients, calls } = recordedAws({
    GetDownloadUrlForLayer: ({ layerDigest }: GetDownloadUrlForLayerCommandInput) => ({
      downloadUrl: layerDigest === layer.digest ? 'https://layers.invalid/1' : undefined,
    }),
  });
  const fetched: (readonly [url: string, signal?: AbortSignal])[] = [];
  async function* fetchBytes(...asked: [url: string, signal?: AbortSignal]) {
    const bytes = sent[Math.min(fetched.push(asked), sent.length) - 1]!;
    if (typeof bytes !== 'string') throw bytes;
    yield Buffer.from(bytes.slice(0, 5));
    yield Buffer.from(bytes.slice(5));
  }
  const { environment } = new SampleWorld();
  return { calls, fetched, blobs: new EcrImageBlobs({ clients, environment, fetchBytes }) };
}

const WHOLE = layer.bytes.toString();

describe('a small one', () => {
  it('is asked for at a signed address of the registry, and put together', async () => {
    const { blobs, calls, fetched } = registryOf(WHOLE);

    expect(await blobs.text(layer.digest)).toBe(WHOLE);
    expect(calls).toEqual([
      [
        'GetDownloadUrlForLayer',
        { registryId: '111111111111', repositoryName: 'shop', layerDigest: layer.digest },
      ],
    ]);
    expect(fetched).toEqual([['https://layers.invalid/1', undefined]]);
  });

  it('is not believed when its bytes are not those of its digest', async () => {
    await expect(registryOf('other bytes').blobs.text(layer.digest)).rejects.toMatchObject({
      name: 'DamagedBlob',
      message: `What the registry sent is not ${layer.digest}.`,
    });
  });

  it('has to have an address', async () => {
    const { blobs, fetched } = registryOf(WHOLE);

    await expect(blobs.text('sha256:other')).rejects.toThrow('is not sha256:other.');
    expect(fetched).toEqual([]);
  });
});

describe('a layer', () => {
  it('is read as often as wanted, and its file has no name', async () => {
    const { blobs, fetched } = registryOf(WHOLE);
    const { signal } = new AbortController();
    const file = await blobs.download(layer, signal);

    expect((await buffer(file.read())).toString()).toBe(WHOLE);
    expect((await buffer(file.read())).toString()).toBe(WHOLE);
    expect((await (file as unknown as { readonly file: FileHandle }).file.stat()).nlink).toBe(0);
    expect(fetched).toEqual([['https://layers.invalid/1', signal]]);
    await file.close();
    expect(() => file.read()).toThrow('fd');
  });

  it('that arrives damaged is asked for again, at a new address', async () => {
    const { blobs, calls } = registryOf('cut', 'the bytes of another', WHOLE);
    const file = await blobs.download(layer);

    expect((await buffer(file.read())).toString()).toBe(WHOLE);
    expect(calls).toHaveLength(3);
    await file.close();
  });

  it('that is damaged each time is given up', async () => {
    const { blobs, fetched } = registryOf('damaged');

    await expect(blobs.download(layer)).rejects.toMatchObject({
      name: 'AssetsError',
      message: `A layer of the image arrived damaged 3 times: ${layer.digest}.`,
    });
    expect(fetched).toHaveLength(3);
  });

  it('for which there is no room is told in words', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

    await expect(registryOf(full).blobs.download(layer)).rejects.toMatchObject({
      name: 'AssetsError',
      message: `There is not enough room for a layer of the image in ${tmpdir()}.`,
    });
  });

  it('whose download is cut ends with that error: the caller waits it out', async () => {
    const gone = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const { blobs, fetched } = registryOf(gone);

    await expect(blobs.download(layer)).rejects.toBe(gone);
    expect(fetched).toHaveLength(1);
  });
});
