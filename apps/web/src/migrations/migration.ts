import type { Knex } from 'knex';

/** One step of the database's shape. There is no way back: a rollback puts the app back, never the data. */
export interface Migration {
  /** That of its file; sorts by the time it was written. Fixed for life, since the database remembers it. */
  readonly name: string;
  /**
   * Runs in a transaction of its own, possibly more than once: a try that waits too long for a lock is undone and made
   * again. So it does nothing but ask the database.
   */
  up(knex: Knex): PromiseLike<unknown>;
  /**
   * As in Knex. `transaction: false` is for what Postgres does only outside of a transaction, such as
   * `create index concurrently`; a migration with it is one statement, because nothing undoes it when it fails.
   *
   * @default { transaction: true }
   */
  readonly config?: { readonly transaction?: boolean };
}

/** A migration that was applied just now. */
export interface AppliedMigration {
  readonly name: string;
  /** What the release before misses from now on, in words, such as `drops column entries.email`. */
  readonly destructive: readonly string[];
}
