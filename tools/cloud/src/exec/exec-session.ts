import { timingSafeEqual } from 'node:crypto';
import { DataChannel, PayloadType } from '@slipway/tool-exec';
import { WebSocket, type RawData } from 'ws';
import type { ExecProcess, TerminalSize } from '../tasks/task-runner';

export interface ExecSessionOptions {
  readonly sessionId: string;
  readonly target: string;
  readonly token: string;
  readonly start: (size: TerminalSize) => Promise<ExecProcess>;
}

/** Until the client says how large its terminal is. */
const FIRST_SIZE: TerminalSize = { columns: 80, rows: 24 };
/** What the agent sends at a time. https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/config/config.go */
const OUTPUT_BYTES = 1024;
/** How long the end of a session waits for the client to have got everything. */
const LAST_OUTPUT_MS = 2_000;
const AGENT_VERSION = '3.3.2299.0';

/** The agent's end of one session, from the client's token to the end of the command. */
export class ExecSession {
  readonly ended: Promise<void>;
  readonly #socket: WebSocket;
  readonly #options: ExecSessionOptions;
  readonly #channel: DataChannel;
  readonly #began = Date.now();
  #process: ExecProcess | undefined;
  #size = FIRST_SIZE;
  #isKnown = false;
  #isStarted = false;

  constructor(socket: WebSocket, options: ExecSessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#channel = new DataChannel({
      end: 'agent',
      send: (bytes) => socket.readyState === WebSocket.OPEN && socket.send(bytes),
      received: (type, payload) => this.#received(type, payload),
      drained: () => this.#process?.stream.resume(),
    });
    socket.on('message', (data, isBinary) => this.#message(data, isBinary));
    socket.on('error', () => socket.terminate());
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        this.#channel.end();
        this.#process?.kill();
        resolve();
      });
    });
  }

  async terminate(): Promise<void> {
    await this.#close('Session is terminated.');
    await this.ended;
  }

  #message(data: RawData, isBinary: boolean): void {
    try {
      const bytes = Buffer.isBuffer(data)
        ? data
        : Buffer.concat([data].flat().map((part) => Buffer.from(part as ArrayBuffer)));
      if (!this.#isKnown) this.#open(bytes, isBinary);
      else this.#channel.receive(bytes);
    } catch {
      // 1003: what came is nothing that this end understands.
      this.#socket.close(1003);
    }
  }

  /** First of all a client shows its token. */
  #open(bytes: Buffer, isBinary: boolean): void {
    const { TokenValue = '' } = isBinary
      ? {}
      : (JSON.parse(String(bytes)) as { readonly TokenValue?: string });
    const [given, expected] = [Buffer.from(TokenValue), Buffer.from(this.#options.token)];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      this.#socket.close(1008);
      return;
    }
    this.#isKnown = true;
    this.#send(PayloadType.handshakeRequest, {
      AgentVersion: AGENT_VERSION,
      RequestedClientActions: [
        {
          ActionType: 'SessionType',
          ActionParameters: { SessionType: 'InteractiveCommands', Properties: {} },
        },
      ],
    });
  }

  #received(type: number, payload: Buffer): void {
    if (type === PayloadType.handshakeResponse) void this.#start(payload);
    else if (type === PayloadType.size) this.#resize(payload);
    else if (type === PayloadType.output) this.#process?.stream.write(payload);
    else if (type === PayloadType.flag) this.#flag(payload);
  }

  async #start(response: Buffer): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { Errors = [] } = JSON.parse(String(response)) as { readonly Errors?: readonly string[] | null };
    if (Errors && Errors.length > 0) return this.#close(Errors.join(' '));
    try {
      this.#process = await this.#options.start(this.#size);
    } catch (error) {
      return this.#close((error as Error).message);
    }
    const { stream, exited, resize } = this.#process;
    resize(this.#size);
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => this.#print(chunk));
    this.#send(PayloadType.handshakeComplete, {
      // Nanoseconds.
      HandshakeTimeToComplete: (Date.now() - this.#began) * 1_000_000,
      CustomerMessage: '',
    });
    const printed = new Promise<void>((resolve) => stream.once('end', resolve).once('close', resolve));
    await exited;
    await Promise.race([printed, this.ended]);
    await this.#close('');
  }

  #print(chunk: Buffer): void {
    let room = true;
    for (let at = 0; at < chunk.length; at += OUTPUT_BYTES) {
      room = this.#channel.write(PayloadType.output, chunk.subarray(at, at + OUTPUT_BYTES));
    }
    if (!room) this.#process?.stream.pause();
  }

  #resize(payload: Buffer): void {
    const { cols, rows } = JSON.parse(String(payload)) as { readonly cols: number; readonly rows: number };
    this.#size = { columns: cols, rows };
    this.#process?.resize(this.#size);
  }

  /** 2 is the client's wish to end the session. */
  #flag(payload: Buffer): void {
    if (payload.length === 4 && payload.readUInt32BE(0) === 2) this.#process?.kill();
  }

  #send(type: number, content: object): void {
    this.#channel.write(type, Buffer.from(JSON.stringify(content)));
  }

  /** @param text empty when the command has simply ended */
  async #close(text: string): Promise<void> {
    await this.#channel.settled(LAST_OUTPUT_MS);
    this.#channel.sendClosed(this.#options.sessionId, this.#options.target, text);
    this.#socket.close(1000);
  }
}
