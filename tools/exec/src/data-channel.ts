import { decodeMessage, encodeMessage, formatId, newMessage, type AgentMessage } from './agent-message';

/** Which end of the channel this is. */
export type ChannelEnd = 'client' | 'agent';

export interface DataChannelOptions {
  readonly end: ChannelEnd;
  /** Puts bytes on the WebSocket, as a binary message. */
  readonly send: (bytes: Buffer) => void;
  /** Told of stream data: each once, in order. */
  readonly received: (payloadType: number, payload: Buffer) => void;
  /** Told what the agent says at the end. @default nobody; an agent is never told */
  readonly closed?: (text: string) => void;
  /** Told when fewer than {@link WINDOW} messages are on their way again. @default nobody */
  readonly drained?: () => void;
}

/** A message that is not acknowledged by then is sent again. */
const RESEND_MS = 300;
/** With more than this on their way it is better to wait: the other end would drop what does not fit its buffer. */
const WINDOW = 64;

interface Sent {
  readonly bytes: Buffer;
  at: number;
}

/**
 * One end of a session: what is sent is numbered, acknowledged by the other end, and sent again if it is not; what comes
 * is acknowledged and put in order.
 *
 * @see https://github.com/aws/session-manager-plugin/blob/mainline/src/datachannel/streaming.go
 */
export class DataChannel {
  readonly #options: DataChannelOptions;
  readonly #unacknowledged = new Map<number, Sent>();
  readonly #early = new Map<number, AgentMessage>();
  readonly #resend: NodeJS.Timeout;
  #idle: (() => void)[] = [];
  #nextSent = 0;
  #nextReceived = 0;

  constructor(options: DataChannelOptions) {
    this.#options = options;
    this.#resend = setInterval(() => this.#sendAgain(), RESEND_MS);
    this.#resend.unref();
  }

  /** @returns whether there is room for more at once; if not, `drained` says when */
  write(payloadType: number, payload: Buffer): boolean {
    const sequence = this.#nextSent++;
    const bytes = encodeMessage(
      newMessage({
        type: this.#options.end === 'client' ? 'input_stream_data' : 'output_stream_data',
        sequence,
        // The first of a stream says so.
        flags: sequence === 0 ? 1 : 0,
        payloadType,
        payload,
      }),
    );
    this.#unacknowledged.set(sequence, { bytes, at: Date.now() });
    this.#options.send(bytes);
    return this.#unacknowledged.size < WINDOW;
  }

  /** What came on the WebSocket. @throws Error when it is no message */
  receive(bytes: Buffer): void {
    const message = decodeMessage(bytes);
    if (message.type === 'acknowledge') this.#acknowledged(message);
    else if (message.type === 'channel_closed') this.#options.closed?.(textOf(message));
    else if (message.type === (this.#options.end === 'client' ? 'output_stream_data' : 'input_stream_data')) {
      this.#accept(message);
    }
    // Publication is paused and started by AWS between its ends; nothing here is sent any differently for it.
  }

  /** Everything that was sent has come, or `timeoutMs` have passed. */
  async settled(timeoutMs: number): Promise<void> {
    if (this.#unacknowledged.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** The agent's last word. */
  sendClosed(sessionId: string, target: string, text: string): void {
    const message = newMessage({ type: 'channel_closed', payload: Buffer.alloc(0) });
    const payload = Buffer.from(
      JSON.stringify({
        MessageId: formatId(message.id),
        CreatedDate: new Date().toISOString(),
        DestinationId: target,
        SessionId: sessionId,
        MessageType: 'channel_closed',
        SchemaVersion: 1,
        Output: text,
      }),
    );
    this.#options.send(encodeMessage({ ...message, payload }));
  }

  /** Nothing is sent again any more. */
  end(): void {
    clearInterval(this.#resend);
    this.#unacknowledged.clear();
    this.#settle();
  }

  #accept(message: AgentMessage): void {
    this.#acknowledge(message);
    // What comes a second time was acknowledged too late.
    if (message.sequence < this.#nextReceived) return;
    this.#early.set(message.sequence, message);
    for (let next = this.#early.get(this.#nextReceived); next; next = this.#early.get(this.#nextReceived)) {
      this.#early.delete(this.#nextReceived++);
      this.#options.received(next.payloadType, next.payload);
    }
  }

  #acknowledge({ type, id, sequence }: AgentMessage): void {
    const content = {
      AcknowledgedMessageType: type,
      AcknowledgedMessageId: formatId(id),
      AcknowledgedMessageSequenceNumber: sequence,
      IsSequentialMessage: true,
    };
    const payload = Buffer.from(JSON.stringify(content));
    this.#options.send(encodeMessage(newMessage({ type: 'acknowledge', flags: 3, payload })));
  }

  #acknowledged(message: AgentMessage): void {
    const wasFull = this.#unacknowledged.size >= WINDOW;
    const { AcknowledgedMessageSequenceNumber: sequence } = JSON.parse(String(message.payload)) as {
      readonly AcknowledgedMessageSequenceNumber: number;
    };
    this.#unacknowledged.delete(sequence);
    if (wasFull && this.#unacknowledged.size < WINDOW) this.#options.drained?.();
    if (this.#unacknowledged.size === 0) this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #sendAgain(): void {
    const now = Date.now();
    for (const sent of this.#unacknowledged.values()) {
      if (now - sent.at < RESEND_MS) continue;
      sent.at = now;
      this.#options.send(sent.bytes);
    }
  }
}

function textOf({ payload }: AgentMessage): string {
  const { Output = '' } = JSON.parse(String(payload)) as { readonly Output?: string };
  return Output;
}
