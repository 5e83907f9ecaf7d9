import fc from 'fast-check';
import { NOTHING_SET, readChange, writeChange, type ConfigChange } from './config-change';
import { edited, restored } from './secret-edit';

const AUTHOR = { by: 'Ada', at: '2026-11-25T12:00:00.000Z' };
const config = fc.dictionary(
  fc.constantFrom('web', 'worker'),
  fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 5 })),
);
const changeOf = (set: ConfigChange['config']): ConfigChange => ({
  ...NOTHING_SET,
  ...AUTHOR,
  number: 4,
  config: set,
  numbers: set,
});

describe('a change', () => {
  it('sets and unsets, and keeps the highest number of what is unset', () => {
    const before = changeOf({ web: { A: 3, B: 1 }, worker: { X: 1 } });
    const after = edited(
      before,
      {
        why: 'set',
        from: 'staging',
        sets: new Map([['web', new Map([['C', 1]])]]),
        unsets: new Map([['web', ['A']]]),
      },
      AUTHOR,
    );

    expect(after).toEqual({
      ...AUTHOR,
      number: 5,
      why: 'set',
      from: 'staging',
      config: { web: { B: 1, C: 1 }, worker: { X: 1 } },
      numbers: { web: { A: 3, B: 1, C: 1 }, worker: { X: 1 } },
    });
    expect(readChange('config/000005.json', writeChange(after))).toEqual(after);
  });

  it.each(['', '{}', '{"format":2,"number":1}'])('that cannot be read names its object: %s', (text) => {
    expect(() => readChange('config/000005.json', text)).toThrow(
      /^config\/000005\.json .* Nothing was changed\./,
    );
  });
});

describe('restored', () => {
  it('makes what a release runs what is set, where nobody changed anything since it looked', () => {
    fc.assert(
      fc.property(config, config, (before, wanted) => {
        const edit = restored({ config: before }, { release: 8, before, config: wanted });
        const after = edit ? edited(changeOf(before), edit, AUTHOR).config : before;
        for (const [service, own] of Object.entries(wanted)) expect(after[service] ?? {}).toEqual(own);
        for (const service of Object.keys(before).filter((name) => !(name in wanted)))
          expect(after[service]).toEqual(before[service]);
        expect(restored({ config: after }, { release: 8, before, config: wanted })).toBeUndefined();
      }),
    );
  });

  it('leaves alone what somebody set meanwhile', () => {
    const wanted = { release: 8, before: { web: { A: 3, B: 2 } }, config: { web: { A: 1, B: 1 } } };
    const edit = restored({ config: { web: { A: 4, B: 2, NEW: 1 } } }, wanted);

    expect(edit?.sets).toEqual(new Map([['web', new Map([['B', 1]])]]));
    expect(edit?.unsets?.size).toBe(0);
  });
});
