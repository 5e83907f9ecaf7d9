import type { ReleaseState } from './release-record';
import { isSettled, mayBecome, wasLive } from './transitions';

const STATES: readonly ReleaseState[] = [
  'pending',
  'releasing',
  'rolling',
  'live',
  'failed',
  'rolled_back',
  'superseded',
];

it.each<[ReleaseState, readonly ReleaseState[]]>([
  ['pending', ['releasing', 'rolling', 'failed']],
  ['releasing', ['rolling', 'failed']],
  ['rolling', ['live', 'failed', 'rolled_back']],
  ['live', ['superseded']],
  ['failed', []],
  ['rolled_back', []],
  ['superseded', []],
])('%s stays so, or becomes %j', (from, next) => {
  expect(STATES.filter((to) => to !== from && mayBecome(from, to))).toEqual(next);
  expect(mayBecome(from, from)).toBe(true);
});

it('is settled when nobody works on it any more', () => {
  expect(STATES.filter((state) => !isSettled({ state }))).toEqual(['pending', 'releasing', 'rolling']);
});

it('was live if users got it, once or still', () => {
  expect(STATES.filter((state) => wasLive({ state }))).toEqual(['live', 'superseded']);
});
