/** After so many failures in a row ECS no longer starts the next task at once. The breaker needs three. */
const IMMEDIATE_RETRIES = 3;
const LONGEST_DELAY_MS = 60_000;

/** On AWS no task that fails to start does so sooner, and who looks every second sees each. */
export const SHORTEST_START_MS = 1000;

/**
 * How long ECS waits after the last failure before it starts another task of a deployment. AWS backs off up to 27
 * minutes; here a minute is the longest, and with the circuit breaker on it has long decided by then.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function restartDelayMs(failuresInARow: number): number {
  const beyond = failuresInARow - IMMEDIATE_RETRIES;
  return beyond < 0 ? 0 : Math.min(1000 * 2 ** beyond, LONGEST_DELAY_MS);
}
