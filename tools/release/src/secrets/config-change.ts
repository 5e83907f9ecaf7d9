import { z } from 'zod';
import { Failure } from '@slipway/tool-terminal';
import type { ConfigVersions } from '../record/config';

/**
 * - `set`, `unset`: by a person
 * - `rollback`: what was set when an earlier release was made came back with it
 * - `found`: somebody changed the plain parameters, such as an older Slipway
 */
export type ConfigWhy = 'set' | 'unset' | 'rollback' | 'found';

/** Version of this layout, for changes that outlive a Slipway. */
const FORMAT = 1;

/** One change of an environment's secrets, however many it set, and all that is set since. Values never come here. */
export interface ConfigChange {
  /** Without gaps from 1, per environment; 0 before the first. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly why: ConfigWhy;
  /** Environment that the values were copied from. */
  readonly from?: string;
  /** Release whose secrets came back: 8 for v8. */
  readonly release?: number;
  /** What is set from here on. */
  readonly config: ConfigVersions;
  /** The highest version that each secret ever had, also of those that are no longer set: no number is used twice. */
  readonly numbers: ConfigVersions;
}

/** Before anything was ever set. */
export const NOTHING_SET: ConfigChange = {
  number: 0,
  at: '',
  by: '',
  why: 'set',
  config: {},
  numbers: {},
};

const versions = z.record(z.string(), z.record(z.string(), z.number().int().positive()));

const schema = z.looseObject({
  format: z.literal(FORMAT),
  number: z.number().int().positive(),
  at: z.string(),
  by: z.string(),
  why: z.enum(['set', 'unset', 'rollback', 'found']),
  from: z.string().optional(),
  release: z.number().optional(),
  config: versions,
  numbers: versions,
});

export function writeChange(change: ConfigChange): string {
  return `${JSON.stringify({ format: FORMAT, ...change }, undefined, 2)}\n`;
}

/**
 * @param key where it was read, for the message
 * @throws Failure when it is no change, or one of a layout that this Slipway does not know
 */
export function readChange(key: string, text: string): ConfigChange {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const result = schema.safeParse(value);
  if (result.success) {
    const { format: _format, ...change } = result.data;
    return change;
  }
  throw new Failure(
    'failed',
    `${key} in the release bucket cannot be read as a change of secrets; perhaps a newer Slipway wrote it. Nothing was changed. Update this checkout (git pull && npm ci) and run again, or restore an earlier version of that object.`,
  );
}
