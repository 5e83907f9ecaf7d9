import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEnvironment } from '@slipway/core';
import { siteOf, siteUrl } from './site-url';

test('a site is found by the very host name, not by a part of it', () => {
  const sites = [
    { hosts: ['www.staging.acme.example'], url: 'http://127.0.0.1:1' },
    { hosts: ['acme.example', 'staging.acme.example'], url: 'http://127.0.0.1:2' },
  ];
  expect(siteOf('staging.acme.example', sites)).toBe('http://127.0.0.1:2');
  expect(siteOf('example', sites)).toBeUndefined();
});

describe('where users find an environment', () => {
  const environment = defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'staging.acme.example' },
  });
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-site-'));
  afterAll(() => rmSync(workspace, { recursive: true }));

  it('is its domain on AWS', async () => {
    expect(await siteUrl({ environment, cloud: 'aws' }, workspace)).toBe('https://staging.acme.example');
  });

  it('is an address of this machine on the embedded cloud, once that runs and has the site', async () => {
    expect(await siteUrl({ environment, cloud: 'embedded' }, workspace)).toBeUndefined();
    const { startStubCloud } = await import('@slipway/tool-cloud/testing');
    const cloud = await startStubCloud(join(workspace, '.slipway/cloud'));
    try {
      expect(await siteUrl({ environment, cloud: 'embedded' }, workspace)).toBeUndefined();
      cloud.sites = [{ hosts: ['staging.acme.example'], url: 'http://127.0.0.1:2' }];
      expect(await siteUrl({ environment, cloud: 'embedded' }, workspace)).toBe('http://127.0.0.1:2');
    } finally {
      cloud.remove();
    }
  });
});
