import { failedIn, verdictOf, type Measured } from './measured';

const GOOD = { requests: 300, failures: {} };
const BAD = { requests: 300, failures: { 'HTTP 503, no text': 3, 'socket hang up': 1 } };
const DEPLOYED = '✓ "qa" is deployed.\n';

function measured(more: Partial<Measured>): Measured {
  return { code: 0, text: DEPLOYED, said: { foreseen: [] }, load: GOOD, ...more };
}

const saying = (effect: 'interrupts' | 'acts' | 'waits') => ({ foreseen: [{ effect, text: 'It.' }] });

test.each<[string, Partial<Measured>, string]>([
  ['a deploy that nobody noticed', {}, 'unnoticed'],
  ['one that a plan said would stop something', { said: saying('interrupts'), load: BAD }, 'announced'],
  ['one that says it and fails nothing', { said: saying('interrupts') }, 'unnoticed'],
  ['failures without a word', { load: BAD }, 'unannounced'],
  ['failures with words of something else', { said: saying('acts'), load: BAD }, 'unannounced'],
  ['failures with words of what comes later', { said: saying('waits'), load: BAD }, 'unannounced'],
  ['a refused plan', { code: 21, text: 'Refused: … Nothing was changed.' }, 'refused'],
  ['a wrong file', { code: 2, text: 'Environment qa: 1 problem' }, 'refused'],
  ['failures below a refusal', { code: 21, text: 'Nothing was changed.', load: BAD }, 'unannounced'],
  ['a release that went back', { code: 20, text: `${DEPLOYED}v2 was rolled back` }, 'not released'],
  ['a refused release', { code: 21, text: `${DEPLOYED}Nothing was changed.` }, 'not released'],
  ['the same after a plan without changes', { code: 21, text: 'No changes: "qa" is' }, 'not released'],
  ['one that failed users', { code: 20, text: DEPLOYED, load: BAD }, 'unannounced'],
  ['an apply that failed', { code: 1, text: 'Error: creating' }, 'broken'],
  ['a refused release without its deploy', { code: 21, text: 'Error' }, 'broken'],
  ['a defect after the deploy', { code: 1, text: DEPLOYED }, 'broken'],
])('%s', (_, more, verdict) => {
  expect(verdictOf(measured(more))).toBe(verdict);
});

test('failures are counted over their kinds', () => {
  expect([GOOD, BAD].map(failedIn)).toEqual([0, 4]);
});
