import { createHash } from 'node:crypto';
import { decodeMessage, encodeMessage, formatId, newMessage } from './agent-message';

const ID = '00112233445566778899aabbccddeeff';

test('the layout is that of the plugin', () => {
  const payload = Buffer.from('payload');
  const bytes = encodeMessage({
    type: 'input_stream_data',
    sequence: 258,
    flags: 3,
    id: ID,
    payloadType: 1,
    payload,
  });
  expect(bytes.length).toBe(120 + payload.length);
  expect(bytes.readUInt32BE(0)).toBe(116);
  expect(bytes.toString('ascii', 4, 36)).toBe('input_stream_data               ');
  expect(bytes.readUInt32BE(36)).toBe(1);
  expect(Number(bytes.readBigUInt64BE(40))).toBeGreaterThan(Date.now() - 10_000);
  expect(bytes.readBigInt64BE(48)).toBe(258n);
  expect(bytes.readBigUInt64BE(56)).toBe(3n);
  expect(bytes.toString('hex', 64, 80)).toBe('8899aabbccddeeff0011223344556677');
  expect(bytes.subarray(80, 112)).toEqual(createHash('sha256').update(payload).digest());
  expect(bytes.readUInt32BE(112)).toBe(1);
  expect(bytes.readUInt32BE(116)).toBe(payload.length);
  expect(String(bytes.subarray(120))).toBe('payload');
});

test('what is written is read', () => {
  const message = newMessage({
    type: 'output_stream_data',
    sequence: 7,
    payloadType: 1,
    payload: Buffer.from('é'),
  });
  expect(decodeMessage(encodeMessage(message))).toEqual(message);
  expect(message.id).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});

test('types that are padded with zeros are read too', () => {
  const bytes = encodeMessage(newMessage({ type: 'acknowledge', payload: Buffer.from('{}') }));
  bytes.fill(0, 4 + 'acknowledge'.length, 36);
  expect(decodeMessage(bytes).type).toBe('acknowledge');
});

test('what is damaged or not a message is refused', () => {
  const bytes = encodeMessage(newMessage({ type: 'acknowledge', payload: Buffer.from('{}') }));
  bytes[bytes.length - 1]! ^= 1;
  expect(() => decodeMessage(bytes)).toThrow('damaged');
  expect(() => decodeMessage(bytes.subarray(0, 50))).toThrow('not a message (50 bytes)');
  expect(() => decodeMessage(Buffer.alloc(200, 0xff))).toThrow('not a message');
});

test('ids have dashes where acknowledgements name them', () => {
  expect(formatId(ID)).toBe('00112233-4455-6677-8899-aabbccddeeff');
});
