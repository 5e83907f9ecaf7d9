import { Readable } from 'node:stream';
import { readText } from './read-text';

const read = (...chunks: readonly Buffer[]) => readText(Readable.from(chunks));

it.each(['', 'a word', 'é 😀', '\uFEFFmarked', 'line\r\n', '\uFFFD'])('keeps %j as it is', async (text) => {
  expect(await read(Buffer.from(text))).toBe(text);
});

it('puts a character together that comes in two pieces', async () => {
  const bytes = Buffer.from('😀');
  expect(await read(bytes.subarray(0, 2), bytes.subarray(2))).toBe('😀');
});

it.each([
  ['Latin-1', Buffer.from('clé', 'latin1')],
  ['UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00])],
  ['random bytes', Buffer.from([0x00, 0xc3, 0x28])],
  ['half a character', Buffer.from('é').subarray(0, 1)],
])('refuses %s', async (_, bytes) => {
  await expect(read(bytes)).rejects.toThrow('not text in UTF-8');
});
