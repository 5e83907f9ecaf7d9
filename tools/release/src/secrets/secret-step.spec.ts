import { secretStep, type SecretFacts, type SecretStep } from './secret-step';

const plain = { version: 7, modifiedAt: '2026-11-25T12:00:00.000Z' };
const noted = (secret: number) => ({ ...plain, secret });
const older = { version: 6, modifiedAt: '2026-11-25T11:00:00.000Z', secret: 3 };

it.each<[SecretStep, string, SecretFacts]>([
  ['none', 'nothing ever was', {}],
  ['none', 'all agree', { current: 3, copy: noted(3), plain }],
  ['adopt', 'it was never seen', { plain }],
  ['adopt', 'somebody else wrote over it', { current: 3, copy: older, plain }],
  ['adopt', 'somebody else set it again after it was unset', { copy: older, plain }],
  ['unset', 'somebody else removed what was copied', { current: 3, copy: noted(3) }],
  ['copy', 'it was set and nobody copied it yet', { current: 3 }],
  ['copy', 'it was set again', { current: 4, copy: noted(3), plain }],
  ['copy', 'an older value came late', { current: 4, copy: older, plain, holds: 3 }],
  ['copy', 'what was removed is not what is set', { current: 4, copy: noted(3) }],
  ['remove', 'it was unset', { copy: noted(3), plain }],
  ['remove', 'it was unset, and a value of ours came late', { plain, holds: 3 }],
  ['note', 'it was copied', { current: 3, copy: older, plain, holds: 3 }],
  ['note', 'it was copied for the first time', { current: 3, plain, holds: 3 }],
  ['forget', 'it was unset and is gone', { copy: noted(3) }],
])('%s when %s', (step, _, facts) => expect(secretStep(facts)).toBe(step));

it('a parameter that was removed and made again is another, even with the same count', () => {
  const again = { ...plain, modifiedAt: '2026-11-25T13:00:00.000Z' };
  expect(secretStep({ current: 3, copy: noted(3), plain: again })).toBe('adopt');
});
