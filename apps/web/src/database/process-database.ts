import type { Knex } from 'knex';
import { openDatabase } from './open-database';

/**
 * The server's entry and Next's chunks are bundled apart, so that each has a copy of this module; what they share is
 * the process.
 */
const KEY = Symbol.for('web.database');

interface Held {
  readonly pool: Knex | undefined;
}

const holder = globalThis as { [KEY]?: Held };

/**
 * The one pool of this process, opened when first asked for. `undefined` where `DATABASE_HOST` is not set.
 *
 * @throws Error in words for a setting that is not allowed
 */
export function database(): Knex | undefined {
  return (holder[KEY] ??= { pool: openDatabase(process.env) }).pool;
}

/**
 * Ends the pool, if it was ever opened, once statements under way are done. It stays the pool of this process: who asks
 * it from then on is refused, so that no new one is opened on the way out.
 *
 * @param timeoutMs after which a connection that hangs is left to end with the process
 * @returns whether all were closed in time
 */
export async function closeDatabase(timeoutMs: number): Promise<boolean> {
  const closed = (holder[KEY]?.pool?.destroy() ?? Promise.resolve()).then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), timeoutMs)));
  return Promise.race([closed, late]).finally(() => clearTimeout(timer));
}
