import { z } from 'zod';
import type { Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terminal';
import type { ObjectStore } from '../ports/object-store';

/** What a deploy made of an environment, as far as releases and previews ask for it. */
export interface Applied {
  /** Its file with every default filled in. @default not known: the note is of an earlier Slipway */
  readonly settings?: Environment;
  /** Address of each resource to a hash of its configuration. */
  readonly resources: { readonly [address: string]: string };
}

const KEY = 'applied.json';

const hashes = z.record(z.string(), z.string());
const note = z.union([
  z.object({
    resources: hashes,
    settings: z.looseObject({ services: z.record(z.string(), z.looseObject({})) }),
  }),
  // An earlier Slipway noted the resources alone.
  hashes.transform((resources) => ({ resources })),
]);

/**
 * What the last deploy noted. @returns undefined when none left a note, or none was made
 *
 * @throws Failure when the note is none
 */
export async function readApplied(store: ObjectStore): Promise<Applied | undefined> {
  const object = await readUnlessNoBucket(store);
  if (!object) return undefined;
  const result = note.safeParse(jsonOf(object.body));
  if (result.success) return result.data as Applied;
  throw new Failure(
    'failed',
    `${KEY} in the release bucket is not what a deploy writes. Nothing was changed. The bucket keeps earlier versions of every object; the next deploy writes a new one.`,
  );
}

/** Remembers beside the releases what a deploy has applied, so that releases take that and previews can tell what differs. */
export async function rememberApplied(store: ObjectStore, applied: Applied): Promise<void> {
  const body = JSON.stringify(applied);
  const before = await store.get(KEY);
  if (before?.body === body) return;
  // Two deploys at once are kept apart by the state's lock; should one slip in between, the next deploy mends this.
  await (before ? store.replace(KEY, body, before.etag) : store.create(KEY, body));
}

/** Without a bucket nothing was deployed, which is for whatever needs one to say. */
async function readUnlessNoBucket(store: ObjectStore) {
  try {
    return await store.get(KEY);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'backendMissing') return undefined;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
