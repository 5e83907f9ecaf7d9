import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEnvironment } from '@slipway/core';
import type { StubCloud } from '@slipway/tool-cloud/testing';
import { embeddedCloud, type EmbeddedCloud } from './embedded-cloud';

const LOCAL = defineEnvironment({
  app: 'acme',
  name: 'local',
  aws: { account: '111111111111', region: 'eu-west-1', registryAccount: '222222222222' },
  domain: { name: 'local.acme.example' },
});
const STACK = { terraform: { backend: { s3: { bucket: 'state' } } }, provider: { aws: [{}] } };

let workspace: string;
let stub: StubCloud;
let cloud: EmbeddedCloud;
let notes: string[];

beforeAll(async () => {
  // Not while the stub, which answers from this process, is waited for with only so much patience.
  await import('@slipway/tool-cloud');
});
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-embedded-'));
  notes = [];
  const { startStubCloud } = await import('@slipway/tool-cloud/testing');
  stub = await startStubCloud(join(workspace, '.slipway/cloud'));
  cloud = embeddedCloud(workspace, { AWS_PROFILE: 'acme', PATH: '' }, (text) => notes.push(text));
});
afterEach(() => {
  stub.remove();
  rmSync(workspace, { recursive: true });
});

const calls = (service: string) => stub.asked.filter((asked) => asked.startsWith(`${service} `));

describe('open', () => {
  it('makes the state in the account of the environment and the registry in the one of its images', async () => {
    await cloud.open(LOCAL, STACK as never);

    expect(calls('s3')).toEqual([
      expect.stringMatching(/^s3 PUT \/acme-\S+ in 111111111111 eu-west-1/),
      expect.stringMatching(/^s3 PUT \/acme-\S+\?versioning in 111111111111 eu-west-1/),
    ]);
    expect(calls('ecr')).toEqual([
      expect.stringMatching(
        /^ecr CreateRepository in 222222222222 eu-west-1 {"repositoryName":"acme","imageTagMutability":"IMMUTABLE"}$/,
      ),
    ]);
  });

  it('points whoever works there at the cloud, in that account, and away from the caller’s own settings', async () => {
    const { variables, override } = await cloud.open(LOCAL, STACK as never);

    expect(variables).toMatchObject({
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_ACCESS_KEY_ID: '111111111111',
      AWS_REGION: 'eu-west-1',
    });
    expect(Object.entries(variables)).toContainEqual(['AWS_PROFILE', undefined]);
    expect(override).toEqual({
      terraform: { backend: { s3: { bucket: 'state', use_path_style: true } } },
      provider: { aws: [expect.objectContaining({ s3_use_path_style: true })] },
    });
  });
});

it('knows whether the cloud is alive', async () => {
  expect(await cloud.isAlive()).toBe(true);
  stub.remove();
  expect(await cloud.isAlive()).toBe(false);
});

it('empties the cloud, or takes it back: to empty too, where there is no point', async () => {
  await cloud.reset();
  expect(stub.asked).toEqual(['/moto-api/reset']);
  await cloud.goBack();
  expect(stub.asked).toEqual(['/moto-api/reset', '/moto-api/reset']);
  expect(stub.isAnnounced).toBe(true);
});

describe('keep', () => {
  it('takes a point', async () => {
    await cloud.keep();

    expect({ asked: stub.asked, notes }).toEqual({ asked: ['points/take'], notes: [] });
  });

  it('never fails: what went wrong, and what that means, is noted', async () => {
    stub.refusal = 'No space is left.';
    await cloud.keep();

    expect(notes).toEqual([
      'The embedded cloud could not save its state, so a crash would lose what was just done. No space is left.',
    ]);
  });
});

describe('leave', () => {
  it('stops the cloud with the last environment', async () => {
    await cloud.occupy(LOCAL);
    await cloud.occupy({ ...LOCAL, name: 'preview' });

    expect(await cloud.leave(LOCAL)).toBe(false);
    expect([...stub.occupants]).toEqual(['preview']);
    expect(stub.isAnnounced).toBe(true);
    expect(await cloud.leave({ ...LOCAL, name: 'preview' })).toBe(true);
    expect(stub.isAnnounced).toBe(false);
  });

  it('starts no cloud to leave it, nor to note who is in it', async () => {
    stub.remove();
    await cloud.occupy(LOCAL);

    expect(await cloud.leave(LOCAL)).toBe(false);
  });
});

it('has another one in another directory', async () => {
  const elsewhere = embeddedCloud(workspace, {}, () => undefined, join(workspace, 'other'));

  expect(await elsewhere.isAlive()).toBe(false);
});
