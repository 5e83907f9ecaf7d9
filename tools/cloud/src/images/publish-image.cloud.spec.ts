import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECR } from '@aws-sdk/client-ecr';
import type { Cloud } from '../cloud';
import { cloudEnvironment } from '../environment';
import { prepareRegistry } from '../prepare-state';
import { SampleCloud } from '../sample-cloud';
import { ImageStore } from './image-store';
import { publishImage } from './publish-image';

const REGISTRY = { account: '111111111111', region: 'eu-west-1', repository: 'acme' };
const TAG = `inputs-${'1a'.repeat(32)}`;

const sample = new SampleCloud();
const folder = mkdtempSync(join(tmpdir(), 'slipway-publish-'));
let cloud: Cloud;
let ecr: ECR;

beforeAll(async () => {
  cloud = await sample.start();
  await prepareRegistry(cloud, REGISTRY);
  const variables = await cloudEnvironment(cloud, REGISTRY);
  ecr = new ECR({
    endpoint: cloud.endpoint,
    region: REGISTRY.region,
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: variables.AWS_SESSION_TOKEN,
    },
  });
});

afterAll(async () => {
  ecr?.destroy();
  await sample.remove();
  rmSync(folder, { recursive: true, force: true });
});

function app(content: string): string {
  const path = join(folder, content);
  mkdirSync(path);
  writeFileSync(join(path, 'server.js'), content);
  return path;
}

function publish(content: string): Promise<string> {
  return publishImage(sample.options(), {
    ...REGISTRY,
    folder: app(content),
    command: ['node', 'server.js'],
    architecture: 'amd64',
    tags: [TAG],
    labels: { 'slipway.assets': '/apps/web/.next/static' },
  });
}

/** The digest that the registry has under the tag. */
async function tagged(): Promise<string | undefined> {
  const { images } = await ecr.batchGetImage({
    registryId: REGISTRY.account,
    repositoryName: REGISTRY.repository,
    imageIds: [{ imageTag: TAG }],
  });
  return images?.[0]?.imageId?.imageDigest;
}

test('an image is found by its tag, has its labels, and keeps the tag whatever is pushed later', async () => {
  expect(await tagged()).toBeUndefined();
  const digest = await publish('first');
  expect(await tagged()).toBe(digest);
  const store = new ImageStore(sample.directory);
  expect((await store.config(digest))?.config.Labels).toEqual({ 'slipway.assets': '/apps/web/.next/static' });

  await expect(publish('second')).rejects.toThrow('its tags never move');
  expect(await tagged()).toBe(digest);
  expect(existsSync(store.folder(digest) ?? '')).toBe(true);
});
