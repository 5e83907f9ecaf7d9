import { z } from 'zod';
import type { ObjectStore } from '../ports/object-store';
import type { PlainParameter } from './parameter-store';

/** That a plain parameter, as it was then, held this version of the secret. True for good, and so is safe to note late. */
export interface PlainCopy extends PlainParameter {
  /** Of the secret, not of the parameter. */
  readonly secret: number;
}

/** Service to secret to what its plain parameter was last known to hold. */
export interface PlainCopies {
  readonly [service: string]: { readonly [variable: string]: PlainCopy };
}

export interface CopyNote {
  readonly service: string;
  readonly variable: string;
  /** @default the plain parameter is gone */
  readonly copy?: PlainCopy;
}

const KEY = 'config-copies.json';

const schema = z.record(
  z.string(),
  z.record(z.string(), z.object({ secret: z.number(), version: z.number(), modifiedAt: z.string() })),
);

export async function readCopies(store: ObjectStore): Promise<PlainCopies> {
  const object = await store.get(KEY);
  return object ? schema.parse(JSON.parse(object.body)) : {};
}

/** Adds to what others note at the same time. */
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
  for (const { service, variable, copy } of notes) {
    const own = services.get(service) ?? new Map<string, PlainCopy>();
    services.set(service, own);
    if (copy) own.set(variable, copy);
    else own.delete(variable);
  }
  return Object.fromEntries([...services].map(([name, own]) => [name, Object.fromEntries(own)]));
}
