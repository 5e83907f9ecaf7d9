import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { outboundAgent } from '@slipway/tool-outbound';
import { Failure } from '@slipway/tool-terminal';
import type { RawData, WebSocket } from 'ws';
import { PayloadType } from './agent-message';
import { DataChannel } from './data-channel';
import { answerHandshake, type HandshakeRequest } from './handshake';

/** What ExecuteCommand answers. */
export interface SessionAddress {
  readonly streamUrl: string;
  readonly tokenValue: string;
}

/** The terminal that somebody sits at. */
export interface SessionTerminal {
  size(): { readonly columns: number; readonly rows: number };
  /** Keys go to the session one by one, Ctrl-C among them; or lines again. */
  setRawMode(raw: boolean): void;
  /** @returns ends it */
  onResize(resized: () => void): () => void;
}

export interface SessionStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** @default none: input is piped, and its end is told to the command as Ctrl-D */
  readonly terminal?: SessionTerminal;
}

export interface SessionEnd {
  /** What the agent said at the end; empty when the command just ended. AWS does not tell its exit code. */
  readonly text: string;
}

/** Version of the plugin whose protocol this is; AWS looks at it. */
const CLIENT_VERSION = '1.3.0.0';
const INPUT_BYTES = 1024;
/** The keep-alive of the plugin; load balancers of AWS end what is quiet for longer. */
const PING_MS = 60_000;
const END_OF_INPUT = 0x04;

/**
 * Connects a terminal, or pipes, to a command in a container, until the command ends.
 *
 * @param env names proxy and authorities
 * @throws Failure `failed` when the session cannot be had or breaks off; the terminal is as before in any case
 */
export async function runSession(
  address: SessionAddress,
  streams: SessionStreams,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SessionEnd> {
  const agent = outboundAgent(env);
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(address.streamUrl, { agent });
  const session = new Session(socket, address.tokenValue, streams);
  try {
    return await session.ended;
  } finally {
    session.release();
    agent?.destroy();
  }
}

class Session {
  readonly ended: Promise<SessionEnd>;
  readonly #streams: SessionStreams;
  readonly #socket: WebSocket;
  readonly #channel: DataChannel;
  readonly #ping: NodeJS.Timeout;
  readonly #undo: (() => void)[] = [];
  #fail: (reason: string) => void = () => undefined;
  #lastByte = 0x0a;

  constructor(socket: WebSocket, tokenValue: string, streams: SessionStreams) {
    this.#socket = socket;
    this.#streams = streams;
    this.#ping = setInterval(() => socket.readyState === socket.OPEN && socket.ping('keepalive'), PING_MS);
    let finish: (end: SessionEnd) => void = () => undefined;
    this.ended = new Promise((resolve, reject) => {
      finish = resolve;
      this.#fail = (reason) => reject(new Failure('failed', reason));
    });
    this.#channel = new DataChannel({
      end: 'client',
      send: (bytes) => socket.readyState === socket.OPEN && socket.send(bytes),
      received: (type, payload) => this.#received(type, payload),
      closed: (text) => finish({ text }),
      drained: () => streams.stdin.resume(),
    });
    socket.on('open', () => socket.send(openDataChannel(tokenValue)));
    socket.on('message', (data) => this.#message(data));
    socket.on('error', (error) => this.#fail(`The session with the container failed: ${error.message}`));
    socket.on('close', (code) =>
      this.#fail(
        `The connection to the container broke off (WebSocket ${code}). The command there is perhaps still running. Open the shell again.`,
      ),
    );
  }

  release(): void {
    clearInterval(this.#ping);
    for (const undo of this.#undo.splice(0)) undo();
    this.#channel.end();
    this.#socket.close();
  }

  #message(data: RawData): void {
    try {
      this.#channel.receive(
        Buffer.isBuffer(data)
          ? data
          : Buffer.concat([data].flat().map((part) => Buffer.from(part as ArrayBuffer))),
      );
    } catch (error) {
      this.#fail((error as Error).message);
    }
  }

  #received(type: number, payload: Buffer): void {
    if (type === PayloadType.handshakeRequest) this.#answer(payload);
    else if (type === PayloadType.handshakeComplete) this.#begin(payload);
    else if (type === PayloadType.output || type === PayloadType.error || type === PayloadType.stdErr) {
      this.#streams.stdout.write(payload);
    }
  }

  #answer(payload: Buffer): void {
    const { response, refusal } = answerHandshake(
      JSON.parse(String(payload)) as HandshakeRequest,
      CLIENT_VERSION,
    );
    this.#channel.write(PayloadType.handshakeResponse, Buffer.from(JSON.stringify(response)));
    if (refusal !== undefined) this.#fail(refusal);
  }

  #begin(payload: Buffer): void {
    const { CustomerMessage = '' } = JSON.parse(String(payload)) as { readonly CustomerMessage?: string };
    if (CustomerMessage !== '') this.#streams.stdout.write(`${CustomerMessage}\n`);
    const { stdin, terminal } = this.#streams;
    if (terminal) {
      terminal.setRawMode(true);
      this.#undo.push(
        () => terminal.setRawMode(false),
        terminal.onResize(() => this.#sendSize(terminal)),
      );
      this.#sendSize(terminal);
    }
    const type = (chunk: Buffer | string) => this.#type(Buffer.from(chunk));
    const end = () => this.#endInput();
    stdin.on('data', type).on('end', end);
    this.#undo.push(() => stdin.off('data', type).off('end', end).pause());
    if (stdin.readableEnded) end();
  }

  #type(bytes: Buffer): void {
    let room = true;
    for (let at = 0; at < bytes.length; at += INPUT_BYTES) {
      room = this.#channel.write(PayloadType.output, bytes.subarray(at, at + INPUT_BYTES));
    }
    this.#lastByte = bytes.at(-1) ?? this.#lastByte;
    if (!room) this.#streams.stdin.pause();
  }

  /** A terminal takes Ctrl-D as the end only at the beginning of a line; elsewhere the first one just hands the line on. */
  #endInput(): void {
    if (this.#streams.terminal) return;
    const keys = this.#lastByte === 0x0a ? [END_OF_INPUT] : [END_OF_INPUT, END_OF_INPUT];
    this.#channel.write(PayloadType.output, Buffer.from(keys));
  }

  #sendSize(terminal: SessionTerminal): void {
    const { columns, rows } = terminal.size();
    this.#channel.write(PayloadType.size, Buffer.from(JSON.stringify({ cols: columns, rows })));
  }
}

function openDataChannel(tokenValue: string): string {
  return JSON.stringify({
    MessageSchemaVersion: '1.0',
    RequestId: randomUUID(),
    TokenValue: tokenValue,
    ClientId: randomUUID(),
    ClientVersion: CLIENT_VERSION,
  });
}
