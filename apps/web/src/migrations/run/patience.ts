/** How long a migration waits for others, and makes others wait. All in milliseconds. */
export interface Patience {
  /** Until it is said who else migrates; said again each half minute. */
  readonly sayAfterMs: number;
  /** For the end of somebody else's migrations. */
  readonly othersMs: number;
  /** Between two looks whether they have ended. */
  readonly lookMs: number;
  /**
   * For a lock on what is to be changed. Whatever comes to a table after an `alter table` that waits, reads too, waits
   * behind it: so this is well below the 5 s that the app gives a statement.
   *
   * @see https://www.postgresql.org/docs/17/runtime-config-client.html#GUC-LOCK-TIMEOUT
   */
  readonly lockMs: number;
  /** After a try that did not get its locks, in which the app's queries are served. */
  readonly pauseMs: number;
  /** Tries for locks before the migration has failed. */
  readonly tries: number;
}

/** 10 minutes for others; 5 minutes for locks, in 60 tries. */
export const PATIENCE: Patience = {
  sayAfterMs: 5_000,
  othersMs: 600_000,
  lookMs: 250,
  lockMs: 2_000,
  pauseMs: 3_000,
  tries: 60,
};
