import fc from 'fast-check';
import { afterCheck, describeState, REGISTERING, whenChecking, type CheckResult } from './target-state';

const PASS: CheckResult = { passed: true };
const FAIL: CheckResult = {
  passed: false,
  reason: 'Target.ResponseCodeMismatch',
  description: 'Health checks failed with these codes: [500]',
};
const THRESHOLDS = { healthy: 3, unhealthy: 2 };
const RESULTS = { '+': PASS, '-': FAIL };

const states = (checks: string, thresholds = THRESHOLDS) => {
  let now = whenChecking(REGISTERING);
  return [...checks].map((check) => (now = afterCheck(now, RESULTS[check as '+' | '-'], thresholds)).state);
};

test.each([
  ['one good check makes a new target healthy', '+', 'healthy'],
  ['so it does after a bad one', '-+', 'healthy'],
  ['a new target is unhealthy after as many bad ones as declared', '--', 'unhealthy'],
  ['before that it is new', '-', 'initial'],
  ['one bad check does not make a healthy one unhealthy', '+-', 'healthy'],
  ['nor do two that are apart', '+-+-', 'healthy'],
  ['two in a row do', '+--', 'unhealthy'],
  ['an unhealthy one needs as many good ones as declared', '--++', 'unhealthy'],
  ['with them it is healthy', '--+++', 'healthy'],
  ['a bad one in between starts the count anew', '--++-++', 'unhealthy'],
])('%s', (_, checks, expected) => {
  expect(states(checks).at(-1)).toBe(expected);
});

test('a state changes only after a run of contrary checks, as long as declared', () => {
  const threshold = fc.integer({ min: 1, max: 10 });
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('+', '-') }),
      threshold,
      threshold,
      (checks, healthy, unhealthy) => {
        const seen = states(checks, { healthy, unhealthy });
        seen.forEach((state, index) => {
          const before = seen[index - 1] ?? 'initial';
          if (state === before) return;
          const run = {
            healthy: '+'.repeat(before === 'initial' ? 1 : healthy),
            unhealthy: '-'.repeat(unhealthy),
          };
          expect(checks.slice(0, index + 1).endsWith(run[state as 'healthy' | 'unhealthy'])).toBe(true);
        });
      },
    ),
  );
});

test('whatever came before, a run as long as declared decides', () => {
  const threshold = fc.integer({ min: 1, max: 10 });
  const before = fc.string({ unit: fc.constantFrom('+', '-') });
  fc.assert(
    fc.property(before, threshold, threshold, (checks, healthy, unhealthy) => {
      const after = (run: string) => states(checks + run, { healthy, unhealthy }).at(-1);
      expect(after('+'.repeat(healthy))).toBe('healthy');
      expect(after('-'.repeat(unhealthy))).toBe('unhealthy');
    }),
  );
});

test('is said in the words of AWS', () => {
  expect(describeState(REGISTERING).reason).toBe('Elb.RegistrationInProgress');
  expect(describeState(whenChecking(REGISTERING))).toEqual({
    state: 'initial',
    reason: 'Elb.InitialHealthChecking',
    description: 'Initial health checks in progress',
  });
  expect(describeState({ state: 'healthy', against: 1 })).toEqual({ state: 'healthy' });
  const { reason, description } = FAIL as Extract<CheckResult, { passed: false }>;
  expect(
    describeState({ state: 'unhealthy', against: 0, failure: { passed: false, reason, description } }),
  ).toEqual({
    state: 'unhealthy',
    reason,
    description,
  });
});
