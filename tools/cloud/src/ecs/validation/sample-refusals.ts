import { SampleEcs } from '../sample-ecs';
import { RULES } from './rules/rules';

export interface Refusals {
  readonly operation: string;
  /** What AWS takes. Whoever has to look it up makes what it names. */
  readonly base: object | ((sample: SampleEcs) => Promise<object>);
  /** Makes what the request names. @default nothing is there */
  readonly prepare?: (sample: SampleEcs) => Promise<unknown>;
  /** What is changed of the base, and how it is refused. */
  readonly cases: readonly (readonly [change: object, refusal: string])[];
  /** Rules that the cases of another operation show. @default none */
  readonly shown?: readonly object[];
}

/** Tests that each change is refused in its words and the base is not, and that no rule is without a case. */
export function testRefusals({ operation, base, prepare, cases, shown = [] }: Refusals): void {
  describe(operation, () => {
    let sample: SampleEcs;
    let valid: object;
    const rules = (RULES[operation] ?? []).filter((rule) => !shown.includes(rule));
    const spies = new Map<(typeof rules)[number], jest.SpyInstance>();

    beforeAll(async () => {
      sample = new SampleEcs();
      await prepare?.(sample);
      valid = typeof base === 'function' ? await base(sample) : base;
      for (const rule of rules) spies.set(rule, jest.spyOn(rule, 'refuses'));
    });

    afterAll(() => {
      for (const spy of spies.values()) spy.mockRestore();
    });

    it.each(cases)('with %j is refused: %s', async (change, refusal) => {
      await expect(sample.call(operation, { ...valid, ...change })).rejects.toThrow(refusal);
    });

    it('has a case for every rule', async () => {
      const silent: string[] = [];
      for (const [rule, { mock }] of spies) {
        const said = await Promise.all(mock.results.map(({ value }) => value as unknown));
        if (said.every((words) => words === undefined)) silent.push(`${rule.member}: ${rule.source}`);
      }
      expect(silent).toEqual([]);
    });

    it('takes what is in order', async () => {
      await expect(sample.call(operation, valid)).resolves.toBeDefined();
    });
  });
}
