import type { Knex } from 'knex';

/** One step of the database's shape. There is no way back: a rollback puts the app back, never the data. */
export interface Migration {
  /** Sorts by the time it was written; fixed for life, since the database remembers it. */
  readonly name: string;
  /**
   * What the app of the release before would miss, in words, such as `drops column users.email`: rolling back past it
   * needs thought, and the release engine says so.
   */
  readonly destructive: readonly string[];
  up(database: Knex): PromiseLike<unknown>;
}
