import { createHash, randomBytes } from 'node:crypto';

export type MessageType =
  | 'input_stream_data'
  | 'output_stream_data'
  | 'acknowledge'
  | 'channel_closed'
  | 'start_publication'
  | 'pause_publication';

/** What the payload of stream data is. */
export const PayloadType = {
  output: 1,
  error: 2,
  size: 3,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
  encryptionChallengeRequest: 8,
  flag: 10,
  stdErr: 11,
  exitCode: 12,
} as const;

/** A message of the data channel, as both ends send it. */
export interface AgentMessage {
  readonly type: MessageType;
  readonly sequence: number;
  readonly flags: number;
  /** 32 hex digits. */
  readonly id: string;
  /** One of {@link PayloadType}; 0 beside stream data. */
  readonly payloadType: number;
  readonly payload: Buffer;
}

/** Where the fields are. https://github.com/aws/session-manager-plugin/blob/mainline/src/message/clientmessage.go */
const AT = {
  type: 4,
  schemaVersion: 36,
  created: 40,
  sequence: 48,
  flags: 56,
  id: 64,
  digest: 80,
  payloadType: 112,
  payloadLength: 116,
} as const;
/** What the header says of its own length leaves the payload's length out. */
const HEADER_LENGTH = AT.payloadLength;
const PAYLOAD_AT = AT.payloadLength + 4;

const newMessageId = () => {
  const id = randomBytes(16);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x40;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return id.toString('hex');
};

/** @returns the message with what was left out, so that it can be found again when it is acknowledged */
export function newMessage(
  message: Pick<AgentMessage, 'type' | 'payload'> & Partial<AgentMessage>,
): AgentMessage {
  return { sequence: 0, flags: 0, payloadType: 0, id: newMessageId(), ...message };
}

export function encodeMessage(message: AgentMessage): Buffer {
  const header = Buffer.alloc(PAYLOAD_AT);
  header.writeUInt32BE(HEADER_LENGTH, 0);
  header.write(message.type.padEnd(32), AT.type, 'ascii');
  header.writeUInt32BE(1, AT.schemaVersion);
  header.writeBigUInt64BE(BigInt(Date.now()), AT.created);
  header.writeBigInt64BE(BigInt(message.sequence), AT.sequence);
  header.writeBigUInt64BE(BigInt(message.flags), AT.flags);
  swapHalves(Buffer.from(message.id, 'hex')).copy(header, AT.id);
  createHash('sha256').update(message.payload).digest().copy(header, AT.digest);
  header.writeUInt32BE(message.payloadType, AT.payloadType);
  header.writeUInt32BE(message.payload.length, AT.payloadLength);
  return Buffer.concat([header, message.payload]);
}

/** @throws Error when it is none, or was damaged on its way */
export function decodeMessage(bytes: Buffer): AgentMessage {
  const headerLength = bytes.length < PAYLOAD_AT ? 0 : bytes.readUInt32BE(0);
  if (headerLength < HEADER_LENGTH || headerLength + 4 > bytes.length) {
    throw new Error(`What came on the data channel is not a message (${bytes.length} bytes).`);
  }
  const payload = bytes.subarray(headerLength + 4);
  const digest = createHash('sha256').update(payload).digest();
  if (payload.length > 0 && !digest.equals(bytes.subarray(AT.digest, AT.digest + 32))) {
    throw new Error('A message on the data channel was damaged on its way.');
  }
  return {
    type: bytes.toString('ascii', AT.type, AT.type + 32).replace(/[\0 ]+$/, '') as MessageType,
    sequence: Number(bytes.readBigInt64BE(AT.sequence)),
    flags: Number(bytes.readBigUInt64BE(AT.flags)),
    id: swapHalves(bytes.subarray(AT.id, AT.id + 16)).toString('hex'),
    payloadType: bytes.readUInt32BE(AT.payloadType),
    payload,
  };
}

/** The less significant half of an id is sent first. */
const swapHalves = (id: Buffer) => Buffer.concat([id.subarray(8), id.subarray(0, 8)]);

/** With dashes, as acknowledgements name a message. */
export function formatId(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
