import { z } from 'zod';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import type { ObjectStore } from '../ports/object-store';

/** Nothing is released to the environment until it is lifted, but changes of config and infrastructure, and rollbacks. */
export interface Hold {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly why: string;
}

const KEY = 'hold.json';
const schema = z.object({ by: z.string(), since: z.string(), why: z.string() });

export async function readHold(store: ObjectStore): Promise<Hold | undefined> {
  const object = await store.get(KEY);
  return object && schema.parse(JSON.parse(object.body));
}

/** Keeps a hold that is there already. @returns the one that holds now */
export async function setHold(store: ObjectStore, hold: Hold): Promise<Hold> {
  const created = await store.create(KEY, JSON.stringify(hold));
  return created === undefined ? ((await readHold(store)) ?? setHold(store, hold)) : hold;
}

/** @returns the hold that was lifted */
export async function liftHold(store: ObjectStore): Promise<Hold | undefined> {
  const hold = await readHold(store);
  if (hold) await store.remove(KEY);
  return hold;
}

export function heldFailure(environment: string, { by, since, why }: Hold): Failure {
  return new Failure(
    'held',
    [
      `"${environment}" is held, so nothing new is released there. Nothing was changed.`,
      `  who    ${by}`,
      `  since  ${since.replace(/\.\d+Z$/, 'Z')}`,
      `  why    ${why}`,
      `Lift it with: ${npxSlipway('unhold', environment)}`,
    ].join('\n'),
  );
}
