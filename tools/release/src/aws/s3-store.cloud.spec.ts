import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { awsClients, type AwsClients } from '@slipway/tool-aws';
import { cloudEnvironment, startCloud, stopCloud, type CloudOptions } from '@slipway/tool-cloud';
import { S3Store } from './s3-store';

const target = { account: '111111111111', region: 'eu-west-1' };
const { SLIPWAY_CLOUD_PORT: _, ...env } = process.env;
const cloud = {
  workspace: resolve(__dirname, '../../../..'),
  directory: mkdtempSync(join(tmpdir(), 'slipway-ledger-')),
  env,
} satisfies CloudOptions;
let clients: AwsClients;
let store: S3Store;

beforeAll(async () => {
  clients = awsClients({ ...target, variables: await cloudEnvironment(await startCloud(cloud), target) });
  const s3 = await clients.s3();
  await s3.createBucket({
    Bucket: 'shop-staging-releases',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  store = new S3Store(clients, 'shop-staging-releases', 'staging');
});

afterAll(async () => {
  await stopCloud(cloud);
  rmSync(cloud.directory, { recursive: true, force: true });
});

it('lets one of 20 create an object', async () => {
  const etags = await Promise.all(Array.from({ length: 20 }, (_, n) => store.create('one', `by ${n}`)));

  expect(etags.filter((etag) => etag !== undefined)).toHaveLength(1);
});

it('lets one of 20 replace what all have read', async () => {
  const read = (await store.create('two', 'first')) ?? '';
  const etags = await Promise.all(
    Array.from({ length: 20 }, (_, n) => store.replace('two', `by ${n}`, read)),
  );

  expect(etags.filter((etag) => etag !== undefined)).toHaveLength(1);
});

it('takes a write that was repeated for what it was: its own', async () => {
  const etag = await store.create('repeated', 'the same');

  expect(await store.create('repeated', 'the same')).toBe(etag);
});

it('tells the age of an object by the clock of S3', async () => {
  await store.create('aged', 'text');
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
  try {
    expect((await store.get('aged'))?.ageSeconds).toBeLessThan(60);
  } finally {
    clock.mockRestore();
  }
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect((await store.get('aged'))?.ageSeconds).toBeGreaterThanOrEqual(1);
});

it('knows what is not there', async () => {
  expect(await store.get('nothing')).toBeUndefined();
  expect(await store.replace('nothing', 'text', '"0"')).toBeUndefined();
});

it('says what to do when the bucket is not there', async () => {
  await expect(new S3Store(clients, 'shop-none-releases', 'none').list('')).rejects.toThrow(
    'npx slipway deploy none',
  );
});
