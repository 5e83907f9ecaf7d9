import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ObjectStore } from '@slipway/tool-release';
import { synthesize } from '@slipway/tool-synth';

/** Address of a resource to a short hash of its configuration. */
export interface Fingerprints {
  readonly [address: string]: string;
}

const KEY = 'applied.json';
const schema = z.record(z.string(), z.string());

/** Enough hex digits that two configurations of one resource do not meet. */
const HASH_DIGITS = 16;

/** An environment's resources as this workspace describes them. Needs no credentials: synthesis is deterministic. */
export async function describedResources(name: string, workspace: string): Promise<Fingerprints> {
  const { stackFile } = await synthesize(name, { workspace });
  return fingerprints(JSON.parse(readFileSync(stackFile, 'utf8')) as SynthesizedResources);
}

export interface SynthesizedResources {
  readonly resource?: { readonly [type: string]: { readonly [name: string]: object } };
}

export function fingerprints({ resource = {} }: SynthesizedResources): Fingerprints {
  const pairs = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, configuration]): [string, string] => {
      // Where it comes from in the code says nothing of what it is.
      const { '//': _, ...meant } = configuration as { readonly '//'?: unknown };
      return [
        `${type}.${name}`,
        createHash('sha256').update(JSON.stringify(meant)).digest('hex').slice(0, HASH_DIGITS),
      ];
    }),
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Remembers beside the releases what a deploy has applied, so that a promotion can tell without a plan what it has not. */
export async function rememberApplied(store: ObjectStore, applied: Fingerprints): Promise<void> {
  const body = JSON.stringify(applied);
  const before = await store.get(KEY);
  if (before?.body === body) return;
  // Two deploys at once are kept apart by the state's lock; should one slip in between, the next deploy mends this.
  await (before ? store.replace(KEY, body, before.etag) : store.create(KEY, body));
}

/** What differs from what was applied last, a line each: `change aws_db_instance.database`. Empty when nothing does. */
export async function notApplied(store: ObjectStore, described: Fingerprints): Promise<readonly string[]> {
  const object = await store.get(KEY);
  if (!object) return ['not known: the last deploy left no note of what it applied'];
  const applied = schema.parse(JSON.parse(object.body));
  const addresses = [...new Set([...Object.keys(applied), ...Object.keys(described)])].sort();
  return addresses.flatMap((address) => {
    if (!(address in described)) return [`remove ${address}`];
    if (!(address in applied)) return [`add ${address}`];
    return applied[address] === described[address] ? [] : [`change ${address}`];
  });
}
