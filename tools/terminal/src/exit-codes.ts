/**
 * What the process ends with. Scripts and CI may rely on these numbers.
 *
 * A plan that finds changes ends with 3 only where that was asked for (`--detailed-exitcode`), else with 0.
 */
export const EXIT_CODES = {
  ok: 0,
  /** Terraform's own error, or a defect. */
  failed: 1,
  /** The command line or an environment's file is wrong. */
  usage: 2,
  /** There is something to change, and the caller asked to be told so. */
  changes: 3,
  /** Terraform, or what it needs to run, is not there and cannot be fetched. */
  toolMissing: 4,
  /** Wrong account or wrong workspace; nothing was planned. */
  guard: 5,
  /** The plan would remove something that holds data. */
  protected: 6,
  /** Another run holds the state. */
  locked: 7,
  /** No credentials, expired ones, or ones without the right to do this. */
  credentials: 8,
  /** The state bucket is not there. */
  backendMissing: 9,
  /** What was planned is no longer what would happen. */
  stalePlan: 10,
  /** AWS refused for being asked too often. */
  throttled: 11,
  /** The new state could not be written; it is kept on this machine. */
  stateNotSaved: 12,
  /** The embedded cloud is not running, or went away in the middle. */
  cloud: 13,
  /** A question would have to be asked and nobody is there to answer, or the answer was no. */
  notConfirmed: 14,
  /** The release did not get live; what was live before still is. */
  releaseFailed: 20,
  /** What a release or a deploy needs is not there, or a change would go wrong half-way; nothing was touched. */
  refused: 21,
  /** Somebody holds the environment: nothing is released there until `unhold`. */
  held: 22,
  /** The app does not build. */
  buildFailed: 23,
  /** Terraform was killed before it could save its state. As shells count it: 128 + SIGKILL. */
  killed: 137,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  cancelled: 130,
} as const;

export type FailureKind = Exclude<keyof typeof EXIT_CODES, 'ok' | 'changes'>;
