import type { EnvironmentSpec } from '@slipway/core';
import { builtFrom } from './built';
import { broken } from './invariant';
import { INVARIANTS } from './invariants';
import { put } from './setting-path';
import { WITHOUT_TRACE, PLAIN, SETTINGS, TOGETHER } from './settings';
import { SAMPLE_ENVIRONMENTS } from './sample-environments';
import { Stack } from './stack';

const rows = Object.entries(SETTINGS).flatMap(([path, values]) =>
  values.map((value: unknown) => ({ path, value, spec: put(PLAIN, path, value) })),
);

/** Fails with all that is broken, each with what was found instead. */
function expectInvariants(spec: EnvironmentSpec): void {
  const found = broken(INVARIANTS, builtFrom(spec));
  if (found.length > 0) throw new Error(found.join('\n\n'));
}

describe('every invariant holds', () => {
  it('where nothing is set that has a default', () => expectInvariants(PLAIN));

  it.each(rows)('with $path: $value', ({ spec }) => expectInvariants(spec));

  it.each(Object.entries(TOGETHER))('with %s', (_, change) => expectInvariants({ ...PLAIN, ...change }));

  it.each(SAMPLE_ENVIRONMENTS)('in an environment like $name', expectInvariants);
});

describe('every setting', () => {
  it.each(rows)('is off its default with $path: $value', ({ spec }) => {
    expect(builtFrom(spec).environment).not.toEqual(builtFrom(PLAIN).environment);
  });

  it.each(rows)('changes what is made, unless it is for others: $path: $value', ({ path, spec }) => {
    const changes = builtFrom(spec).text !== builtFrom(PLAIN).text;
    expect(changes).toBe(!WITHOUT_TRACE.some((setting) => setting === path));
  });
});

describe('an invariant', () => {
  /** These forbid something and ask for nothing. */
  const FORBIDDING = ['it names no machine, no clock and no commit'];
  const claims = INVARIANTS.flatMap(({ area, claims }) =>
    Object.entries(claims).map(([claim, check]) => ({ area, claim, check })),
  ).filter(({ claim }) => !FORBIDDING.includes(claim));

  /** Between them they ask for whatever an environment can have, so a stack of nothing breaks each claim in one. */
  const demanding = (['per-zone', 'none'] as const).map((nat) =>
    builtFrom({
      ...PLAIN,
      tier: 'production',
      bastion: true,
      network: { nat },
      alerts: { emails: ['on-call@acme.example'] },
    }),
  );

  it.each(claims)('does not hold where nothing is: $area: $claim', ({ check }) => {
    const holds = (stack: Stack) => broken([{ area: '', claims: { it: check } }], stack).length === 0;
    expect(demanding.map(holds)).toEqual([true, true]);
    expect(demanding.map(({ environment }) => holds(new Stack(environment, '{}')))).toContain(false);
  });
});
