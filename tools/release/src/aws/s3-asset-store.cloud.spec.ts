import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { awsClients, type AwsClients } from '@slipway/tool-aws';
import { cloudEnvironment, startCloud, stopCloud, type CloudOptions } from '@slipway/tool-cloud';
import { S3AssetStore } from './s3-asset-store';

const target = { account: '111111111111', region: 'eu-west-1' };
const Bucket = 'shop-staging-assets';
const { SLIPWAY_CLOUD_PORT: _, ...env } = process.env;
const cloud = {
  workspace: resolve(__dirname, '../../../..'),
  directory: mkdtempSync(join(tmpdir(), 'slipway-assets-')),
  env,
} satisfies CloudOptions;
let clients: AwsClients;
let store: S3AssetStore;

beforeAll(async () => {
  clients = awsClients({ ...target, variables: await cloudEnvironment(await startCloud(cloud), target) });
  const s3 = await clients.s3();
  await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  store = new S3AssetStore(clients, Bucket, 'staging');
});

afterAll(async () => {
  await stopCloud(cloud);
  rmSync(cloud.directory, { recursive: true, force: true });
});

const put = (key: string, body = 'x') => store.put({ key, body, contentType: 'text/plain' });

it('writes bytes and headers, and reads text', async () => {
  await store.put({
    key: 'files/[slug]/é.js',
    body: Buffer.from('body'),
    contentType: 'text/javascript; charset=utf-8',
    cacheControl: 'immutable',
  });

  expect(await store.get('files/[slug]/é.js')).toBe('body');
  expect(await (await clients.s3()).headObject({ Bucket, Key: 'files/[slug]/é.js' })).toMatchObject({
    ContentType: 'text/javascript; charset=utf-8',
    CacheControl: 'immutable',
  });
});

it('does not find what is not there', async () => {
  expect(await store.get('nothing')).toBeUndefined();
  expect(await store.list('nothing/')).toEqual([]);
});

it('lists more than a page, and removes more than one call takes', async () => {
  const keys = Array.from({ length: 1001 }, (_, n) => `many/${String(n).padStart(4, '0')}`);
  for (let from = 0; from < keys.length; from += 50) {
    await Promise.all(keys.slice(from, from + 50).map((key) => put(key)));
  }
  const listed = await store.list('many/');

  expect(listed.map(({ key }) => key)).toEqual(keys);
  expect(Date.now() - (listed[0]?.writtenAt ?? 0)).toBeLessThan(120_000);
  await store.remove([...keys.slice(1), 'many/never-there']);
  expect((await store.list('many/')).map(({ key }) => key)).toEqual(['many/0000']);
});

it('says what to do when the bucket is not there', async () => {
  await expect(new S3AssetStore(clients, 'shop-none-assets', 'none').list('')).rejects.toMatchObject({
    name: 'AssetsError',
    message: expect.stringContaining('"none" has no bucket for assets (shop-none-assets)'),
    next: 'npx slipway deploy none',
  });
});
