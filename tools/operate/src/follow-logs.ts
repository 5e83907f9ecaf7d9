import { setTimeout as sleep } from 'node:timers/promises';
import { readLogs, type LogEvent, type LogQuery } from './log-events';
import type { OpenEnvironment } from '@slipway/tool-aws';

const POLL_MS = 1000;
/**
 * How long after an event's time it may still turn up: CloudWatch shows events by the time that their task gave them,
 * some seconds late and not in order.
 */
const LATE_MS = 30_000;

export interface FollowOptions {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** @default the real one */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** The logs so far, and then whatever comes, each event once, until the signal is aborted. */
export async function* followLogs(
  open: OpenEnvironment,
  query: LogQuery,
  { signal, pause = (ms) => sleep(ms, undefined, { signal }).catch(() => undefined) }: FollowOptions,
): AsyncGenerator<readonly LogEvent[]> {
  const seen = new Map<string, number>();
  let newest = query.from;
  while (!signal.aborted) {
    const from = Math.max(query.from, newest - LATE_MS);
    for await (const page of readLogs(open, { ...query, from })) {
      const fresh = page.filter(({ id }) => !seen.has(id));
      for (const { id, at } of fresh) {
        const time = Date.parse(at);
        seen.set(id, time);
        newest = Math.max(newest, time);
      }
      if (fresh.length > 0) yield fresh;
      if (signal.aborted) return;
    }
    for (const [id, time] of seen) if (time < newest - LATE_MS) seen.delete(id);
    await pause(POLL_MS);
  }
}
