/** One event of CloudWatch Logs. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** What CloudWatch counts for every event beside its text. */
const EVENT_OVERHEAD_BYTES = 26;
/** What the awslogs driver lets a single event have: 256 KB with that overhead. */
const EVENT_BYTES = 262_144 - EVENT_OVERHEAD_BYTES;
const BATCH_BYTES = 1_048_576;
const BATCH_EVENTS = 10_000;

/**
 * A line as the awslogs driver sends it: nothing for an empty one, which CloudWatch refuses; several events for one that
 * is too long for one.
 *
 * @see https://github.com/moby/moby/blob/master/daemon/logger/awslogs/cloudwatchlogs.go
 */
export function messagesOf(line: string): string[] {
  if (line.length * 3 <= EVENT_BYTES) return line === '' ? [] : [line];
  const bytes = Buffer.from(line);
  const messages: string[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + EVENT_BYTES, bytes.length);
    // Not in the middle of a character: its later bytes look like 10xxxxxx.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    messages.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return messages;
}

/**
 * The longest beginning that PutLogEvents takes in one call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function nextBatch(events: readonly LogEvent[]): LogEvent[] {
  let bytes = 0;
  let count = 0;
  for (const { message } of events) {
    bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    if (bytes > BATCH_BYTES || count === BATCH_EVENTS) break;
    count++;
  }
  return events.slice(0, count);
}
