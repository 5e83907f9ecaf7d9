import type { Environment } from '@slipway/core';
import { SampleWorld } from '../sample/sample-world';
import { asDeployed } from './as-deployed';

const { environment: deployed } = new SampleWorld({ secrets: ['OLD'], command: ['node', 'server.js'] });
const web = deployed.services['web']!;

/** What the workspace says meanwhile. */
const file: Environment = {
  ...deployed,
  bastion: true,
  edge: { ...deployed.edge, assets: !deployed.edge.assets },
  services: {
    web: {
      ...web,
      command: undefined,
      release: ['migrate'],
      secrets: ['NEW'],
      scaling: { ...web.scaling, min: 9 },
    },
    worker: web,
  },
};

const applied = { settings: JSON.parse(JSON.stringify(deployed)) as Environment, resources: {} };

it('is what was deployed, in every setting', () => {
  expect(asDeployed(file, applied)).toEqual(deployed);
});

it('goes by the workspace where no deploy noted its settings', () => {
  expect(asDeployed(file, undefined)).toBe(file);
  expect(asDeployed(file, { resources: {} })).toBe(file);
});

it('takes from the workspace what an earlier Slipway did not know, and nothing that was not set', () => {
  const { healthCheck: _unknown, ...older } = applied.settings.services['web']!;
  const note = { resources: {}, settings: { ...applied.settings, services: { web: older } } } as never;

  const { services } = asDeployed(file, note);
  expect(services['web']).toEqual({ ...web, healthCheck: file.services['web']!.healthCheck });
  expect(services['web']).not.toHaveProperty('release');
});

it('lives where the workspace says, and is called so', () => {
  const moved = { ...file, name: 'other', aws: { ...file.aws, region: 'eu-north-1' } };
  expect(asDeployed(moved, applied)).toMatchObject({ name: 'other', aws: { region: 'eu-north-1' } });
});

it.each([
  ['another one', 'api'],
  ['the default again', undefined],
])('runs the app that the workspace names: %s', (_, app) => {
  const noted = { resources: {}, settings: { ...deployed, services: { web: { ...web, app: 'old' } } } };
  const written = { ...file, services: { web: { ...web, app } } };
  expect(asDeployed(written, noted).services['web']?.app).toBe(app);
});
