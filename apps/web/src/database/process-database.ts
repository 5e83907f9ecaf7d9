import type { Knex } from 'knex';
import { heldPool } from './held-pool';
import { openDatabase } from './open-database';

/**
 * The one pool of this process, opened when first asked for. `undefined` where `DATABASE_HOST` is not set.
 *
 * @throws Error in words for a setting that is not allowed
 */
export function database(): Knex | undefined {
  return (heldPool.get() ?? heldPool.set({ pool: openDatabase(process.env) })).pool;
}
