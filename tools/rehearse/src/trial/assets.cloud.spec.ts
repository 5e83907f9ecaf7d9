import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { assetBucket } from '@slipway/core';
import type { Cloud } from '@slipway/tool-cloud';
import { configRelease, rollback } from '@slipway/tool-release';
import { Drivers } from './driver-process';
import { writeTrialApp } from './trial-app';
import { TrialCloud } from './trial-cloud';
import { TrialEnvironment, type TrialEdgeKind } from './trial-environment';

const ROOT = resolve(__dirname, '../../../..');
const FOLDER = 'apps/web/.next/static';
const SERVICE = { scaling: { min: 1, max: 2 } };
const LONG = `${'a-folder-with-a-long-name/'.repeat(6)}page.js`;

const trial = new TrialCloud(ROOT);
const drivers = new Drivers(ROOT);
let cloud: Cloud;
beforeAll(async () => {
  cloud = await trial.start();
});
afterAll(async () => {
  await trial.remove();
  drivers.remove();
});

const make = (name: string, edge: TrialEdgeKind = 'assets') =>
  TrialEnvironment.make(trial, cloud, { name, edge, service: SERVICE });

/** Pushes an app with these assets. @returns the digest of its image */
async function imageWith(environment: TrialEnvironment, assets: { readonly [path: string]: string }) {
  const folder = mkdtempSync(join(trial.directory, 'app-'));
  writeTrialApp(folder, { page: JSON.stringify(assets) });
  for (const [path, content] of Object.entries(assets)) {
    const file = join(folder, FOLDER, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return environment.imageOf(folder, { labels: { 'slipway.assets': `/${FOLDER}` } });
}

async function keysOf({ access }: TrialEnvironment): Promise<readonly string[]> {
  const s3 = await access.clients.s3();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: assetBucket(access.environment) });
  return Contents.flatMap(({ Key }) => Key ?? []);
}

test('assets are in the bucket with their headers, and those of before stay', async () => {
  const environment = await make('kept');
  const { access } = environment;
  const first = await imageWith(environment, { 'main-1.js': 'one', 'site.css': 'body {}', [LONG]: 'long' });
  const second = await imageWith(environment, { 'main-2.js': 'two', 'site.css': 'body {}' });
  const { record, events } = await access.push(first);

  expect(record).toMatchObject({ state: 'live', assets: { files: 3, uploaded: 3, bytes: 14 } });
  expect(record.phases.map(({ name }) => name)).toEqual([
    'preconditions',
    'register',
    'assets',
    'update',
    'roll',
  ]);
  expect(events).toContainEqual(expect.objectContaining({ phase: 'assets', detail: '3 files, 3 new' }));
  const s3 = await access.clients.s3();
  const Bucket = assetBucket(access.environment);
  expect(await s3.headObject({ Bucket, Key: '_next/static/main-1.js' })).toMatchObject({
    ContentLength: 3,
    ContentType: 'text/javascript; charset=utf-8',
    CacheControl: 'public, max-age=31536000, immutable',
  });

  expect((await access.push(second)).record.assets).toEqual({ files: 2, uploaded: 1, bytes: 10 });
  expect(await keysOf(environment)).toEqual([
    ...[LONG, 'main-1.js', 'main-2.js', 'site.css'].map((path) => `_next/static/${path}`),
    ...[first, second].sort().map((digest) => `manifests/${digest.slice('sha256:'.length)}.json`),
  ]);
  for (const [path, content] of Object.entries({ 'main-1.js': 'one', 'main-2.js': 'two', [LONG]: 'long' })) {
    const response = await fetch(`${await environment.url()}/_next/static/${path}`);
    expect([response.status, await response.text()]).toEqual([200, content]);
  }

  const back = await rollback(access.environment, undefined, access.ports(), () => undefined);
  expect(back).toMatchObject({ state: 'live', assets: { files: 3, uploaded: 0, bytes: 14 } });
});

test('an environment without them has no such phase and no bucket', async () => {
  const environment = await make('single', 'single-origin');
  const { record, events } = await environment.access.push(await imageWith(environment, { 'a.js': 'a' }));

  expect(record.cause).toBeUndefined();
  expect(record.state).toBe('live');
  expect(record).not.toHaveProperty('assets');
  expect(record.phases.map(({ name }) => name)).not.toContain('assets');
  expect(events.filter(({ type }) => type === 'note')).toEqual([]);
  await expect(keysOf(environment)).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('a bucket that is not there fails the release before a task is touched', async () => {
  const environment = await make('gone');
  const { access } = environment;
  await (await access.clients.s3()).deleteBucket({ Bucket: assetBucket(access.environment) });
  const { record } = await access.push(await imageWith(environment, { 'a.js': 'a' }));

  expect(record).toMatchObject({
    state: 'failed',
    cause: {
      kind: 'assets',
      words: expect.stringContaining('"gone" has no bucket for assets (acme-gone-assets-111111111111)'),
      next: 'npx slipway deploy gone',
    },
  });
  expect(record.phases.map(({ name }) => name)).toEqual(['preconditions', 'register', 'assets']);
});

test('a run that is killed where the phase begins or ends is settled, and the next release has all', async () => {
  const environment = await make('killed');
  const { access } = environment;
  const { place } = access;
  const digest = await imageWith(environment, { 'main.js': 'main', 'site.css': 'body {}' });
  for (const type of ['phase-started', 'phase-ended'] as const) {
    const { code } = await drivers.run({ place, digest, killAt: { type, phase: 'assets' } });
    expect(code).toBeNull();
    expect(
      await configRelease(access.environment, 'config', access.ports(), () => undefined),
    ).toBeUndefined();
    expect((await access.ledger.latest())?.record).toMatchObject({
      state: 'failed',
      cause: { kind: 'orphaned' },
    });
  }

  expect(await access.push(digest)).toMatchObject({
    record: { state: 'live', assets: { files: 2, uploaded: 0 } },
  });
});
