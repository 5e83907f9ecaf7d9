import { figuresOf, refusalIn } from './figures';
import type { Measured } from './measured';

const DEPLOYED = 'acme qa\n\n✓ "qa" is deployed.\n';
const HEADER = 'acme qa on the embedded cloud, as account 111111111111 in eu-west-1\n';

function figures(more: Partial<Measured> = {}) {
  const load = { requests: 1234, failures: {} };
  const measured = { code: 0, text: DEPLOYED, said: { foreseen: [] }, load, ...more };
  return figuresOf(measured, new Date('2026-11-28T23:59:00Z'));
}

test('a change that nobody noticed', () => {
  expect(figures()).toEqual({
    arrives: 'deploy',
    requests: '1,234',
    failed: '0',
    said: '',
    measured: '2026-11-28',
  });
});

const release = { foreseen: [], release: 'v2' };
const NONE = 'No changes: "qa" is what its file says.';

test.each<[string, Partial<Measured>]>([
  ['deploy, and its release', { said: release }],
  ["the deploy's release", { said: release, text: NONE }],
  ['nothing to do', { text: NONE }],
  ['not at all', { code: 5, text: 'Nothing was changed.' }],
  ['deploy; its release did not get live', { code: 20 }],
])('what carried it out: %s', (arrives, more) => {
  expect(figures(more).arrives).toBe(arrives);
});

test('failures of all kinds, and a deploy that failed', () => {
  const load = { requests: 9, failures: { 'HTTP 502': 2, 'socket hang up': 1 } };
  expect(figures({ load }).failed).toBe('3');
  expect(figures({ load, code: 1, text: 'Error' }).failed).toBe('3; the deploy failed');
});

test('what was said, each kind with how it begins', () => {
  const foreseen = [
    { effect: 'interrupts' as const, text: 'Postgres 17.7 stops. For 5 minutes. More is not said.' },
    { effect: 'waits' as const, text: 'multi_az: it waits.' },
  ];
  expect(figures({ said: { foreseen } }).said).toBe(
    'stops: Postgres 17.7 stops. For 5 minutes. later: multi_az: it waits.',
  );
});

test('what was refused for another reason than what was foreseen', () => {
  const foreseen = [{ effect: 'interrupts' as const, text: 'It stops.' }];
  const text = 'Nothing was changed.';
  expect(figures({ code: 6, text, said: { foreseen } }).said).toBe(
    'refused: Nothing was changed. stops: It stops.',
  );
  const refused = [{ effect: 'refused' as const, text: 'It cannot.' }];
  expect(figures({ code: 21, text, said: { foreseen: refused } }).said).toBe('refused: It cannot.');
});

test('what was refused without a plan', () => {
  expect(figures({ code: 5, text: `${HEADER}"qa" lives elsewhere. Nothing was changed.\nMore.` }).said).toBe(
    'refused: "qa" lives elsewhere.',
  );
});

test.each([
  [
    'a/environment.ts has the name "b". A deploy would.\nNothing was planned.',
    'a/environment.ts has the name "b".',
  ],
  [
    'Environment qa: 1 problem:\n  - port: 80 is too low. Use 1024.',
    'Environment qa: 1 problem: port: 80 is too low.',
  ],
  ['Plan: 1 changed.\n\nRefused: it would destroy.\n  x', 'it would destroy.'],
  ['', ''],
])('%j', (text, refusal) => {
  expect(refusalIn(text)).toBe(refusal);
});
