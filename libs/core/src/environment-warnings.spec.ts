import { defineEnvironment } from './define-environment';
import type { ServiceSpec } from './environment-spec';
import { environmentWarnings } from './environment-warnings';
import { SAMPLE } from './validation/sample';

function warnings(web: ServiceSpec) {
  return environmentWarnings(defineEnvironment({ ...SAMPLE, services: { web } }));
}

describe('migrations at the start of each container', () => {
  test('deserve a word where several may start', () => {
    expect(warnings({ migrate: 'on-start', scaling: { min: 1, max: 4 } })).toEqual([
      expect.stringMatching(/^services\.web migrates as each container starts, and up to 4 of them/),
    ]);
  });

  test.each<[ServiceSpec]>([
    [{ migrate: 'on-start', scaling: { min: 1, max: 1 } }],
    [{ release: ['node', 'migrate.js'], scaling: { min: 2 } }],
    [{}],
  ])('%j is nothing to warn of', (web) => expect(warnings(web)).toEqual([]));
});
