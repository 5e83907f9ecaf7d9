import { z } from 'zod';
import type { ObjectStore } from '../ports/object-store';
import type { PlainParameter } from './parameter-store';

/** That a plain parameter, as it was then, held this version of the secret. */
export interface PlainCopy extends PlainParameter {
  /** Of the secret, not of the parameter. */
  readonly secret: number;
}

/** Service to secret to what its plain parameter was last known to hold. */
export interface PlainCopies {
  readonly [service: string]: { readonly [variable: string]: PlainCopy };
}

export type CopyNote = {
  readonly service: string;
  readonly variable: string;
} & (
  | { readonly copy: PlainCopy }
  /** The plain parameter is gone; this was noted of it last. */
  | { readonly gone: PlainCopy | undefined }
);

const KEY = 'config-copies.json';

const schema = z.record(
  z.string(),
  z.record(z.string(), z.object({ secret: z.number(), version: z.number(), modifiedAt: z.string() })),
);

export async function readCopies(store: ObjectStore): Promise<PlainCopies> {
  const object = await store.get(KEY);
  return object ? schema.parse(JSON.parse(object.body)) : {};
}

/** Adds to what others note at the same time. What comes late does not take the place of what was seen after it. */
export async function noteCopies(store: ObjectStore, notes: readonly CopyNote[]): Promise<void> {
  if (notes.length === 0) return;
  for (;;) {
    const object = await store.get(KEY);
    const before = object ? schema.parse(JSON.parse(object.body)) : {};
    const body = `${JSON.stringify(noted(before, notes), undefined, 2)}\n`;
    const written = object ? store.replace(KEY, body, object.etag) : store.create(KEY, body);
    if ((await written) !== undefined) return;
  }
}

function noted(before: PlainCopies, notes: readonly CopyNote[]): PlainCopies {
  const services = new Map(Object.entries(before).map(([name, own]) => [name, new Map(Object.entries(own))]));
  for (const note of notes) {
    const own = services.get(note.service) ?? new Map<string, PlainCopy>();
    services.set(note.service, own);
    const last = own.get(note.variable);
    if ('copy' in note) {
      if (!last || !isLater(last, note.copy)) own.set(note.variable, note.copy);
    } else if (last && !(note.gone && isLater(last, note.gone))) own.delete(note.variable);
  }
  return Object.fromEntries([...services].map(([name, own]) => [name, Object.fromEntries(own)]));
}

/** By SSM's time, and its count within a millisecond: the count alone begins at 1 again when a parameter was removed. */
function isLater(one: PlainCopy, other: PlainCopy): boolean {
  const apart = Date.parse(one.modifiedAt) - Date.parse(other.modifiedAt);
  return apart > 0 || (apart === 0 && one.version > other.version);
}
