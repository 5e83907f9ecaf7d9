import { defineEnvironment } from './define-environment';
import type { EnvironmentSpec, ServiceSpec } from './environment-spec';
import { environmentWarnings } from './environment-warnings';
import { SAMPLE } from './validation/sample';

function warnings(web: ServiceSpec, more: Partial<EnvironmentSpec> = {}) {
  return environmentWarnings(defineEnvironment({ ...SAMPLE, services: { web }, ...more }));
}

describe('migrations at the start of each container', () => {
  test('deserve a word where several may start', () => {
    expect(warnings({ migrate: 'on-start', scaling: { min: 1, max: 4 } })).toEqual([
      expect.stringMatching(
        /^services\.web migrates as each container starts, and up to 4 of them.*`release` command.*\.$/,
      ),
    ]);
  });

  test.each<[ServiceSpec]>([
    [{ migrate: 'on-start', scaling: { min: 1, max: 1 } }],
    [{ release: ['node', 'migrate.js'], scaling: { min: 2 } }],
    [{}],
  ])('%j is nothing to warn of', (web) => expect(warnings(web)).toEqual([]));
});

describe('connections', () => {
  const crowd: ServiceSpec = { scaling: { max: 17 } };

  test('deserve a word where the database has too few for a roll at full scale', () => {
    expect(warnings(crowd)).toEqual([
      expect.stringMatching(
        /^db\.t4g\.micro has about 65 connections for tasks.* makes 34 tasks.* scaling\.max\.$/,
      ),
    ]);
  });

  test.each<[ServiceSpec, Partial<EnvironmentSpec>]>([
    [{ scaling: { max: 16 } }, {}],
    [crowd, { database: { size: 'db.t4g.small' } }],
    [crowd, { database: false }],
  ])('%j with %j is nothing to warn of', (web, more) => expect(warnings(web, more)).toEqual([]));
});

test('a load balancer that is open beside the CDN deserves a word', () => {
  expect(warnings({}, { edge: { direct: true } })).toEqual([
    expect.stringMatching(/^edge\.direct is on: .*firewall/),
  ]);
});

describe('alarms', () => {
  test('that nobody hears deserve a word in production', () => {
    expect(warnings({}, { tier: 'production' })).toEqual([
      expect.stringMatching(/^alerts\.emails is empty, so nobody is told .* confirm\.$/),
    ]);
  });

  test.each<[Partial<EnvironmentSpec>]>([
    [{ tier: 'production', alerts: { emails: ['ops@acme.example'] } }],
    [{ tier: 'staging' }],
    [{ tier: 'disposable' }],
  ])('%j is nothing to warn of', (more) => expect(warnings({}, more)).toEqual([]));
});
