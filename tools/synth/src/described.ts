import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Environment } from '@slipway/core';
import { synthesize, type Synthesis } from './synthesize';

/** Address of a resource to a short hash of its configuration. */
export interface Fingerprints {
  readonly [address: string]: string;
}

/** An environment as a workspace describes it. */
export interface Described {
  /** Its file with every default filled in. */
  readonly settings: Environment;
  readonly resources: Fingerprints;
}

/** The part of a synthesized `cdk.tf.json` that fingerprints are made of. */
export interface SynthesizedResources {
  readonly resource?: { readonly [type: string]: { readonly [name: string]: object } };
}

/** Enough hex digits that two configurations of one resource do not meet. */
const HASH_DIGITS = 16;

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

/** What a synthesis came to. */
export function describedBy({
  environment,
  stackFile,
}: Pick<Synthesis, 'environment' | 'stackFile'>): Described {
  const stack = JSON.parse(readFileSync(stackFile, 'utf8')) as SynthesizedResources;
  return { settings: environment, resources: fingerprints(stack) };
}

/**
 * Synthesizes an environment to say what this workspace describes. Needs no credentials, and gives the same every time.
 *
 * @throws SynthError when its file or its `main.ts` is wrong
 */
export async function describeEnvironment(name: string, workspace: string): Promise<Described> {
  return describedBy(await synthesize(name, { workspace }));
}
