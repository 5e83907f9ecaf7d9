import type { Knex } from 'knex';

/**
 * The server's entry and Next's chunks are bundled apart, so that each has a copy of a module; what they share is the
 * process.
 */
const KEY = Symbol.for('web.database');

interface Held {
  readonly pool: Knex | undefined;
}

/** Where the pool of this process is kept. Nothing is there until somebody has asked for it. */
export const heldPool = {
  get: (): Held | undefined => holder[KEY],
  set: (held: Held): Held => (holder[KEY] = held),
};

const holder = globalThis as { [KEY]?: Held };
