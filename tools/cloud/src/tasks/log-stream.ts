import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { messagesOf, nextBatch, type LogEvent } from './log-events';

export interface LogStreamOptions {
  readonly logs: Pick<CloudWatchLogs, 'createLogGroup' | 'createLogStream' | 'putLogEvents'>;
  readonly group: string;
  readonly stream: string;
  /** `awslogs-create-group`. @default false */
  readonly createGroup?: boolean;
}

const FLUSH_MS = 250;
/** How long the end of a task waits for its last lines when CloudWatch does not take them. */
const CLOSE_MS = 3_000;
/** More than this is not kept for a CloudWatch that does not take it: the oldest lines go. */
const BACKLOG_EVENTS = 100_000;

/** What one container prints, on its way to CloudWatch Logs: what the awslogs driver does. */
export class LogStream {
  readonly #options: LogStreamOptions;
  #events: LogEvent[] = [];
  #latest = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: LogStreamOptions) {
    this.#options = options;
  }

  /** @throws Error in AWS's words when the group is not there */
  async open(): Promise<void> {
    const { logs, group, stream, createGroup = false } = this.#options;
    try {
      if (createGroup) await logs.createLogGroup({ logGroupName: group }).catch(ignoreExisting);
      await logs.createLogStream({ logGroupName: group, logStreamName: stream }).catch(ignoreExisting);
    } catch (error) {
      const { name, message } = error as Error;
      throw new Error(
        `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${name}: ${message} : exit status 1`,
      );
    }
  }

  write(line: string): void {
    // CloudWatch refuses a batch that goes back in time, which a clock may.
    this.#latest = Math.max(this.#latest, Date.now());
    for (const message of messagesOf(line)) this.#events.push({ timestamp: this.#latest, message });
    // Twice as many, so that not every line copies the rest.
    if (this.#events.length > 2 * BACKLOG_EVENTS) this.#events = this.#events.slice(-BACKLOG_EVENTS);
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  /** Sends the rest. Never rejects, and never takes long. */
  async close(): Promise<void> {
    this.#flush();
    const enough = new AbortController();
    await Promise.race([
      this.#sending,
      sleep(CLOSE_MS, undefined, { signal: enough.signal }).catch(() => undefined),
    ]);
    enough.abort();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#sending.then(() => this.#send());
  }

  async #send(): Promise<void> {
    const { logs, group, stream } = this.#options;
    while (this.#events.length > 0) {
      const batch = nextBatch(this.#events);
      this.#events = this.#events.slice(batch.length);
      // The SDK has tried several times by then; the driver gives such a batch up too.
      await logs
        .putLogEvents({ logGroupName: group, logStreamName: stream, logEvents: batch })
        .catch(() => undefined);
    }
  }
}

function ignoreExisting(error: Error): void {
  if (error.name !== 'ResourceAlreadyExistsException') throw error;
}
