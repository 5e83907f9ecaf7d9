import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Collector } from './collector';

test.each([
  [['ab', 'cd'], 4, ['abcd']],
  [['ab', 'cd'], 3, []],
  [[], 4, ['']],
])('of %j at most %i bytes are had whole', async (chunks, limit, expected) => {
  const had: string[] = [];
  const collector = new Collector(limit, (body) => had.push(String(body)));
  const passed = Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(collector);
  expect(await text(passed)).toBe(chunks.join(''));
  expect(had).toEqual(expected);
});

test('what breaks off is not had', async () => {
  const had: string[] = [];
  const collector = new Collector(10, (body) => had.push(String(body)));
  collector.write('ab');
  collector.destroy(new Error('broken'));
  await expect(text(collector)).rejects.toThrow('broken');
  expect(had).toEqual([]);
});
