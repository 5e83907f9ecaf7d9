import type { EnvironmentSpec, ServiceSpec } from '@slipway/core';
import { SampleWorld } from '@slipway/tool-release/testing';
import { listConfig, setConfig, unsetConfig, type ConfigPlace } from './config';
import { checkNames } from './config-names';
import { readDatabase } from './database';
import { serviceOf } from './names';
import { notDeployedWords } from './not-deployed';
import { sampleOpenEnvironment } from './sample-environment';
import { checkScale } from './scale';

const TO_APPLY = 'To apply first: npx slipway deploy staging';

/** An environment that was deployed one way and is written another by now. */
function edited(deployed: Partial<EnvironmentSpec>, written: Partial<EnvironmentSpec>) {
  const { environment, clients } = sampleOpenEnvironment({}, deployed);
  return { environment, clients, written: sampleOpenEnvironment({}, written).environment };
}
const web = (before: ServiceSpec, after: ServiceSpec) =>
  edited({ services: { web: before } }, { services: { web: after } });

describe('how many tasks', () => {
  const more = web({ scaling: { min: 1, max: 4 } }, { scaling: { min: 1, max: 8 } });
  const fewer = web({ scaling: { min: 1, max: 4 } }, { scaling: { min: 1, max: 2 } });

  it('is bound by what was deployed, and what the file allows beyond that is said', () => {
    expect(() => checkScale(more, { service: 'web', count: 6 })).toThrow(
      `is allowed to run 1 to 4 tasks, not 6. Nothing was changed.\nNot deployed yet: services.web.scaling.max: 4 → 8. ${TO_APPLY}`,
    );
    expect(() => checkScale(fewer, { service: 'web', count: 4 })).not.toThrow();
  });
});

describe('a service', () => {
  const environment = sampleOpenEnvironment({}).environment;
  const settings = environment.services['web']!;
  const worker = { ...environment, services: { ...environment.services, worker: settings } };

  it('that only the file has is not there yet', () => {
    expect(() => serviceOf({ environment, written: worker }, 'worker')).toThrow(
      expect.objectContaining({
        kind: 'refused',
        message: `"staging" has no service "worker". Nothing was changed.\nNot deployed yet: services.worker: new. ${TO_APPLY}`,
      }),
    );
  });

  it('that the file no longer has is still there', () => {
    expect(serviceOf({ environment: worker, written: environment }, 'worker').settings).toBe(settings);
  });
});

describe('secrets', () => {
  function place(before: ServiceSpec, after: ServiceSpec): ConfigPlace {
    const world = new SampleWorld();
    const { ports } = world.process();
    const { environment, written } = web(before, after);
    return { environment, written, ...ports, by: 'Ada', now: () => world.time };
  }
  const required = { secrets: ['A'] };

  it('are missed by what was deployed; what the file requires beyond that is said', async () => {
    expect(await listConfig(place({}, required))).toEqual({
      entries: [],
      missing: [],
      notDeployed: `Not deployed yet: services.web.secrets: [] → ["A"]. ${TO_APPLY}`,
    });
    expect(await listConfig(place(required, required))).toEqual({ entries: [], missing: ['A'] });
  });

  it('that live tasks need cannot be unset before the file that lets them go is deployed', async () => {
    const changed = place(required, {});
    await setConfig(changed, new Map([['A', 'x']]));
    await expect(unsetConfig(changed, ['A'])).rejects.toThrow(
      `Nothing was changed.\nNot deployed yet: services.web.secrets: ["A"] → []. ${TO_APPLY}`,
    );
  });

  it.each([
    [
      'the file',
      {},
      { environment: { LEVEL: 'info' } },
      'is already in services.web.environment of environments/',
    ],
    [
      'what was deployed',
      { environment: { LEVEL: 'info' } },
      {},
      `is in services.web.environment of what was deployed. Not deployed yet: services.web.environment.LEVEL: "info" → (none). ${TO_APPLY}`,
    ],
  ])('are not called as a variable of %s is', (_, before, after, words) => {
    expect(() => checkNames(web(before, after), 'web', ['LEVEL'])).toThrow(words);
  });
});

it('a database that only the file has cannot be opened', async () => {
  await expect(readDatabase(edited({ database: false }, {}))).rejects.toThrow(
    /has no database\. Not deployed yet: database: false → .*deploy staging$/,
  );
});

describe('words', () => {
  it('are none where nothing differs, or something else does', () => {
    const scaled = web({ scaling: { min: 1, max: 4 } }, { scaling: { min: 1, max: 8 } });
    expect(notDeployedWords(scaled, 'services.web.secrets')).toBe('');
    expect(notDeployedWords(scaled, 'services.we')).toBe('');
    expect(notDeployedWords({ environment: scaled.environment }, 'services.web.scaling')).toBe('');
  });
});
