import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEnvironment } from '@slipway/core';
import type { AwsClients, AwsTarget } from '@slipway/tool-aws';
import type { StubCloud } from '@slipway/tool-cloud/testing';
import { openEnvironment, type OpenEnvironmentOptions } from './open-environment';

const STAGING = defineEnvironment({
  app: 'acme',
  name: 'staging',
  aws: { account: '111111111111', region: 'eu-west-1' },
  domain: { name: 'staging.acme.example' },
});

let workspace: string;
let targets: AwsTarget[];

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'open-aws-'));
  mkdirSync(join(workspace, 'environments/staging'), { recursive: true });
  writeFileSync(join(workspace, 'environments/staging/environment.ts'), '');
  targets = [];
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function open(
  change: Partial<OpenEnvironmentOptions> & { readonly caller?: () => Promise<{ Account?: string }> } = {},
) {
  const { caller = () => Promise.resolve({ Account: '111111111111' }), ...options } = change;
  return openEnvironment('staging', {
    workspace,
    env: {},
    read: () => Promise.resolve(STAGING),
    connect: (target) => {
      targets.push(target);
      return { sts: () => Promise.resolve({ getCallerIdentity: caller }) } as unknown as AwsClients;
    },
    embeddedVariables: () => Promise.resolve({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }),
    ...options,
  });
}

describe('openEnvironment', () => {
  it('goes to the account of the environment with the settings of the caller', async () => {
    expect(await open()).toMatchObject({ environment: STAGING, cloud: 'aws' });
    expect(targets).toEqual([{ account: '111111111111', region: 'eu-west-1' }]);
  });

  it('takes a profile that is the environment’s own, so that one verb can work in two accounts', async () => {
    await open({
      env: { AWS_PROFILE: 'other', AWS_PROFILE_STAGING: 'acme-staging', AWS_PROFILE_PROD: 'acme-prod' },
    });
    expect(targets[0]?.variables).toEqual({ AWS_PROFILE: 'acme-staging' });
  });

  it('refuses credentials of another account', async () => {
    await expect(open({ caller: () => Promise.resolve({ Account: '222222222222' }) })).rejects.toMatchObject({
      kind: 'guard',
      message: expect.stringContaining('belong to AWS account 222222222222'),
    });
  });

  it('says how to sign in when there are no credentials', async () => {
    const missing = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });

    await expect(open({ caller: () => Promise.reject(missing) })).rejects.toMatchObject({
      kind: 'credentials',
    });
  });

  it('goes to the embedded cloud by its variables, and asks nobody who it is', async () => {
    const caller = () => Promise.reject(new Error('asked'));

    expect(await open({ embedded: true, caller })).toMatchObject({ cloud: 'embedded' });
    expect(targets[0]?.variables).toEqual({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
  });

  it('says how to start the embedded cloud', async () => {
    const nowhere = { embedded: true, embeddedVariables: () => Promise.resolve(undefined) };

    await expect(open(nowhere)).rejects.toMatchObject({
      kind: 'cloud',
      message: expect.stringMatching(/npx slipway cloud start\n.*npx slipway deploy staging --embedded$/),
    });
  });

  it('says so without the flag where a variable or the tag has chosen the embedded cloud', async () => {
    const nowhere = {
      env: { SLIPWAY_CLOUD: 'embedded' },
      embeddedVariables: () => Promise.resolve(undefined),
    };

    await expect(open(nowhere)).rejects.toThrow(/npx slipway deploy staging$/);
  });

  it('refuses credentials that belong to nobody', async () => {
    await expect(open({ caller: () => Promise.resolve({}) })).rejects.toMatchObject({ kind: 'guard' });
  });

  describe('with an embedded cloud that runs', () => {
    let cloud: StubCloud;
    const running = (note?: (text: string) => void) =>
      open({ embedded: true, embeddedVariables: undefined, note });
    beforeEach(async () => {
      const { startStubCloud } = await import('@slipway/tool-cloud/testing');
      cloud = await startStubCloud(join(workspace, '.slipway/cloud'));
    });
    afterEach(() => cloud.remove());

    it('finds it, and has credentials of the environment’s account there', async () => {
      await running();

      expect(targets[0]).toMatchObject({
        account: '111111111111',
        region: 'eu-west-1',
        variables: {
          AWS_ACCESS_KEY_ID: '111111111111',
          AWS_ENDPOINT_URL: expect.stringContaining('127.0.0.1'),
        },
      });
    });

    it('sees to it that a change lasts, and notes when it does not', async () => {
      await (await running()).keep();
      expect(cloud.asked).toEqual(['points/take']);
      cloud.refusal = 'No space is left.';
      const notes: string[] = [];
      await (await running()).keep();
      await (await running((text) => notes.push(text))).keep();

      expect(notes).toEqual([expect.stringContaining('could not save its state')]);
    });
  });

  it('keeps nothing on AWS, where everything lasts', async () => {
    const { keep } = await open();

    await expect(keep()).resolves.toBeUndefined();
  });

  it('refuses a file that calls itself otherwise', async () => {
    const read = () => Promise.resolve({ ...STAGING, name: 'prod' });

    await expect(open({ read })).rejects.toMatchObject({ kind: 'guard' });
  });
});
