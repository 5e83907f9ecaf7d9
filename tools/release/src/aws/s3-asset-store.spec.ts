import type { DeleteObjectsCommandInput, ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { refusal } from '../sample/sample-ecs';
import { recordedAws, type Answers } from './recorded-aws';
import { S3AssetStore } from './s3-asset-store';

function bucket(answers: Answers) {
  const { calls, clients } = recordedAws(answers);
  return { calls, store: new S3AssetStore(clients, 'shop-staging-assets', 'staging') };
}

const refused = (error: Error) =>
  bucket({
    GetObject: () => {
      throw error;
    },
  }).store.get('key');

it('lists each page below the prefix, without what has no key or no date', async () => {
  const written = new Date(1000);
  const { store, calls } = bucket({
    ListObjectsV2: ({ ContinuationToken }: ListObjectsV2CommandInput) =>
      ContinuationToken === undefined
        ? { Contents: [{ Key: 'a', LastModified: written }, { Key: 'b' }], NextContinuationToken: 'more' }
        : { Contents: [{ LastModified: written }, { Key: 'c', LastModified: written }] },
  });

  expect(await store.list('_next/')).toEqual([
    { key: 'a', writtenAt: 1000 },
    { key: 'c', writtenAt: 1000 },
  ]);
  expect(calls[0]).toEqual(['ListObjectsV2', { Bucket: 'shop-staging-assets', Prefix: '_next/' }]);
});

it('reads text; what is not there is none', async () => {
  const Body = { transformToString: async () => 'text' };
  const { store, calls } = bucket({ GetObject: () => ({ Body }) });

  expect(await store.get('key')).toBe('text');
  expect(calls).toEqual([['GetObject', { Bucket: 'shop-staging-assets', Key: 'key' }]]);
  expect(await bucket({ GetObject: () => ({}) }).store.get('key')).toBe('');
  expect(await refused(refusal('NoSuchKey', 'No such key.', 404))).toBeUndefined();
});

it('writes bytes with what browsers are to know of them', async () => {
  const { store, calls } = bucket({ PutObject: () => ({}) });
  const body = Buffer.from('x');
  await store.put({ key: 'a.js', body, contentType: 'text/javascript', cacheControl: 'immutable' });

  expect(calls).toEqual([
    [
      'PutObject',
      {
        Bucket: 'shop-staging-assets',
        Key: 'a.js',
        Body: body,
        ContentType: 'text/javascript',
        CacheControl: 'immutable',
      },
    ],
  ]);
});

describe('removes', () => {
  it('a thousand at a time', async () => {
    const { store, calls } = bucket({ DeleteObjects: () => ({}) });
    const keys = Array.from({ length: 2001 }, (_, n) => `key-${n}`);
    await store.remove(keys);

    const sent = calls.map(([, input]) => input as DeleteObjectsCommandInput);
    expect(sent.map(({ Delete }) => Delete?.Objects?.length)).toEqual([1000, 1000, 1]);
    expect(sent.flatMap(({ Delete }) => Delete?.Objects?.map(({ Key }) => Key))).toEqual(keys);
    expect(sent[2]).toEqual({
      Bucket: 'shop-staging-assets',
      Delete: { Objects: [{ Key: 'key-2000' }], Quiet: true },
    });
  });

  it('nothing without a call', async () => {
    const { store, calls } = bucket({});
    await store.remove([]);

    expect(calls).toEqual([]);
  });

  it.each([
    [
      { Key: 'a.js', Message: 'Access Denied', Code: 'AccessDenied' },
      'S3 does not remove a.js (Access Denied).',
    ],
    [{ Key: 'a.js', Code: 'InternalError' }, 'S3 does not remove a.js (InternalError).'],
  ])('and says what S3 kept: %j', async (kept, words) => {
    const { store } = bucket({ DeleteObjects: () => ({ Errors: [kept] }) });

    await expect(store.remove(['a.js'])).rejects.toMatchObject({ name: 'AssetsError', message: words });
  });
});

describe('what S3 does not do', () => {
  it('for want of a bucket says how to get one', async () => {
    await expect(refused(refusal('NoSuchBucket', 'x', 404))).rejects.toMatchObject({
      name: 'AssetsError',
      message:
        '"staging" has no bucket for assets (shop-staging-assets). It has not been deployed since assets were turned on.',
      next: 'npx slipway deploy staging',
    });
  });

  it.each([
    ['User: x is not authorized', 'User: x is not authorized'],
    ['', 'AccessDenied'],
  ])('for want of a right says whose it lacks (%j)', async (message, said) => {
    await expect(refused(refusal('AccessDenied', message, 403))).rejects.toMatchObject({
      name: 'AssetsError',
      message: `The credentials are not allowed to use the bucket for assets (shop-staging-assets). Use those of a role that is. AWS said: ${said}`,
      next: undefined,
    });
  });

  it('for a wrong call is told in words', async () => {
    await expect(refused(refusal('KeyTooLongError', 'Your key is too long'))).rejects.toMatchObject({
      name: 'AssetsError',
      message: 'AWS refused: Your key is too long.',
    });
  });

  it.each([
    refusal('SlowDown', 'Please reduce your request rate', 400),
    refusal('InternalError', 'Sorry', 500),
    new TypeError('a defect of ours'),
  ])('for what may pass, or is no answer of S3, is thrown as it is: %p', async (error) => {
    await expect(refused(error)).rejects.toBe(error);
  });
});
