import type { ReleaseState } from './release-record';

/** What may follow what. Nothing leaves `failed`, `rolled_back` and `superseded`; a number is used once. */
const NEXT: { readonly [state in ReleaseState]: readonly ReleaseState[] } = {
  pending: ['releasing', 'rolling', 'failed'],
  releasing: ['rolling', 'failed'],
  rolling: ['live', 'rolled_back', 'failed'],
  live: ['superseded'],
  failed: [],
  rolled_back: [],
  superseded: [],
};

/** States of a release that somebody is still at work on. The newest record in one of them is the environment's lock. */
export const RUNNING_STATES: readonly ReleaseState[] = ['pending', 'releasing', 'rolling'];

export function isSettled({ state }: { readonly state: ReleaseState }): boolean {
  return !RUNNING_STATES.includes(state);
}

/** It was what users got, once or still: it may be promoted and rolled back to. */
export function wasLive({ state }: { readonly state: ReleaseState }): boolean {
  return state === 'live' || state === 'superseded';
}

/** Staying in a state is always allowed. */
export function mayBecome(from: ReleaseState, to: ReleaseState): boolean {
  return from === to || NEXT[from].includes(to);
}
