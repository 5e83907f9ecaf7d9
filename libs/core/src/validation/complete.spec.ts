import { defineEnvironment } from '../define-environment';
import type { ServiceSpec } from '../environment-spec';
import { IDLE_TIMEOUT_SECONDS } from '../idle-timeout';
import { SAMPLE } from './sample';

describe('defaults', () => {
  test('of a spec that says nothing', () => {
    expect(defineEnvironment({ ...SAMPLE, aws: { account: '222222222222' } })).toEqual({
      app: 'acme',
      name: 'sample',
      tier: 'staging',
      removal: 'retain',
      aws: { account: '222222222222', region: 'us-east-1', registryAccount: '222222222222' },
      domain: { name: 'acme.example', zone: 'own', certificateAuthorities: [], delegations: {} },
      network: { cidr: '10.0.0.0/16', zones: ['us-east-1a', 'us-east-1b'], nat: 'one' },
      database: {
        size: 'db.t4g.micro',
        storageGb: 20,
        maxStorageGb: 100,
        version: '17',
        upgrade: 'minor',
        multiAz: false,
        backupDays: 7,
        deletionProtection: true,
        unlisted: false,
      },
      services: {
        web: {
          cpuUnits: 256,
          memoryMb: 512,
          port: 3000,
          migrate: 'release-phase',
          environment: {},
          secrets: [],
          healthCheck: { path: '/healthz', intervalSeconds: 5, timeoutSeconds: 2, healthyAfter: 2 },
          startSeconds: 60,
          drainSeconds: 10,
          stopSeconds: 2,
          scaling: { min: 1, max: 3, cpuPercent: 60, requestsPerTask: 1000 },
          architecture: 'x86_64',
          writableRoot: false,
        },
      },
      edge: {
        cdn: true,
        direct: false,
        assets: true,
        firewall: { mode: 'count', exceptions: [] },
        priceClass: '100',
        originSecret: 'a',
      },
      logs: { retentionDays: 30 },
      alerts: { emails: [], latencySeconds: 2 },
      bastion: false,
    });
  });

  test('of production', () => {
    expect(defineEnvironment({ ...SAMPLE, tier: 'production' })).toMatchObject({
      removal: 'protect',
      network: { nat: 'per-zone' },
      database: { multiAz: true, backupDays: 14, deletionProtection: true },
      services: { web: { scaling: { min: 2, max: 6 } } },
      edge: { firewall: { mode: 'block', exceptions: [] } },
      logs: { retentionDays: 365 },
    });
  });

  test('of a disposable environment', () => {
    expect(defineEnvironment({ ...SAMPLE, tier: 'disposable' })).toMatchObject({
      removal: 'delete',
      database: { multiAz: false, deletionProtection: false },
      services: { web: { drainSeconds: 10 } },
      edge: { firewall: false },
    });
  });

  test.each([
    ['production', IDLE_TIMEOUT_SECONDS],
    ['staging', 10],
  ] as const)('a roll in %s waits %s s for requests', (tier, seconds) => {
    expect(defineEnvironment({ ...SAMPLE, tier }).services.web?.drainSeconds).toBe(seconds);
  });

  test('who migrates on start has as long to start as others may make it wait', () => {
    const start = (web: ServiceSpec) =>
      defineEnvironment({ ...SAMPLE, services: { web } }).services.web?.startSeconds;
    expect(start({ migrate: 'on-start' })).toBe(600);
    expect(start({ migrate: 'on-start', startSeconds: 90 })).toBe(90);
    expect(start({})).toBe(60);
  });

  test('there is neither firewall nor bucket of assets where there is no CDN for it', () => {
    expect(defineEnvironment({ ...SAMPLE, tier: 'production', edge: { cdn: false } }).edge).toMatchObject({
      firewall: false,
      assets: false,
    });
  });

  test.each([
    ['staging', true, 'block'],
    ['staging', {}, 'count'],
    ['production', { mode: 'count' }, 'count'],
    ['production', {}, 'block'],
    ['disposable', { mode: 'block' }, 'block'],
  ] as const)('a firewall in %s with %j has the mode %s', (tier, firewall, mode) => {
    expect(defineEnvironment({ ...SAMPLE, tier, edge: { firewall } }).edge.firewall).toEqual({
      mode,
      exceptions: [],
    });
  });

  test('assets may be off behind a CDN', () => {
    expect(defineEnvironment({ ...SAMPLE, edge: { assets: false } }).edge).toMatchObject({
      cdn: true,
      assets: false,
    });
  });

  test('that follow from other settings', () => {
    const { database, network, services } = defineEnvironment({
      ...SAMPLE,
      network: { zones: ['c', 'a', 'd'] },
      database: { storage: '20 TB' },
      services: { web: { cpu: '2 vCPU', scaling: { min: 4 }, healthCheck: { intervalSeconds: 31 } } },
    });
    expect(network.zones).toEqual(['eu-west-1c', 'eu-west-1a', 'eu-west-1d']);
    expect(database).toMatchObject({ storageGb: 20480, maxStorageGb: 65536 });
    expect(services.web).toMatchObject({
      memoryMb: 4096,
      scaling: { max: 12 },
      healthCheck: { timeoutSeconds: 15 },
    });
  });

  test.each([
    [5, 2],
    [12, 6],
    [300, 120],
  ])('a check every %d s times out after %d s', (intervalSeconds, timeoutSeconds) => {
    const { services } = defineEnvironment({
      ...SAMPLE,
      services: { web: { healthCheck: { intervalSeconds } } },
    });
    expect(services.web?.healthCheck.timeoutSeconds).toBe(timeoutSeconds);
  });

  test.each([
    ['ap-northeast-1', ['ap-northeast-1a', 'ap-northeast-1c'], '200'],
    ['ca-central-1', ['ca-central-1a', 'ca-central-1b'], '100'],
    ['sa-east-1', ['sa-east-1a', 'sa-east-1b'], 'all'],
  ])('in %s there are %j and edges of class %s', (region, zones, priceClass) => {
    const { network, edge } = defineEnvironment({ ...SAMPLE, aws: { account: '222222222222', region } });
    expect(network.zones).toEqual(zones);
    expect(edge.priceClass).toBe(priceClass);
  });

  test('a product may have no database and three zones', () => {
    const { database, network } = defineEnvironment({ ...SAMPLE, database: false, network: { zones: 3 } });
    expect([database, network.zones.length]).toEqual([false, 3]);
  });

  test('what was written stays the writer’s: the environment shares no list or object with the spec', () => {
    const environment = { LOG_LEVEL: 'info' };
    const defined = defineEnvironment({ ...SAMPLE, services: { web: { environment } } });
    environment.LOG_LEVEL = 'debug';
    expect(defined.services.web?.environment).toEqual({ LOG_LEVEL: 'info' });
  });
});
