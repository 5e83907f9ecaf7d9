import type { ReleaseRecord } from './release-record';
import { isSettled } from './transitions';

/** Seconds between two signs of life of a running release. */
export const HEARTBEAT_SECONDS = 5;
/** Silence, by S3's clock, after which its owner counts as dead: six missed heartbeats. */
export const STALE_SECONDS = 30;

/** Tells whether a process of this machine is there. */
export interface LocalProcesses {
  readonly host: string;
  /** When that process began, in the same form as in `by.processStart`; undefined when there is none. */
  startOf(pid: number): string | undefined;
}

/**
 * The release is unsettled and nobody works on it. On its own machine that is known at once, elsewhere by silence.
 * Only S3's clock counts: those of two laptops may be minutes apart.
 */
export function isOrphan(
  { record, ageSeconds }: { readonly record: ReleaseRecord; readonly ageSeconds: number },
  processes: LocalProcesses,
): boolean {
  if (isSettled(record)) return false;
  const { host, pid, processStart } = record.settledBy ?? record.by;
  if (host === processes.host && pid !== undefined && processStart !== undefined) {
    return processes.startOf(pid) !== processStart || ageSeconds > STALE_SECONDS;
  }
  return ageSeconds > STALE_SECONDS;
}
