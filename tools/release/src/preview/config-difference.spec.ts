import fc from 'fast-check';
import { changedKeys, differingNames } from './config-difference';

describe('differingNames', () => {
  it('names what only one side has, per service', () => {
    expect(
      differingNames(
        { web: ['B', 'A', 'C'], worker: ['X'] },
        { web: ['A', 'D'], worker: ['X'], cron: ['Y'] },
      ),
    ).toEqual([
      { service: 'cron', onlyInSource: [], onlyInTarget: ['Y'] },
      { service: 'web', onlyInSource: ['B', 'C'], onlyInTarget: ['D'] },
    ]);
  });

  it('seen from the other side it is the same, turned round', () => {
    const names = fc.dictionary(
      fc.constantFrom('web', 'worker'),
      fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
    );
    fc.assert(
      fc.property(names, names, (here, there) => {
        const turned = differingNames(there, here).map(({ service, onlyInSource, onlyInTarget }) => ({
          service,
          onlyInSource: onlyInTarget,
          onlyInTarget: onlyInSource,
        }));
        expect(differingNames(here, there)).toEqual(turned);
      }),
    );
  });
});

describe('changedKeys', () => {
  it('tells added, removed and set again by SSM version', () => {
    expect(changedKeys({ web: { A: 1, B: 2, C: 1 } }, { web: { A: 1, B: 3, D: 1 } })).toEqual([
      { service: 'web', names: ['B', '-C', '+D'] },
    ]);
  });

  it('the same versions are no change', () => {
    expect(changedKeys({ web: { A: 1 } }, { web: { A: 1 } })).toEqual([]);
  });
});
