import fc from 'fast-check';
import { plainText } from './plain-text';

it.each([
  ['a colour', '\u001B[31mred\u001B[0m', 'red'],
  ['a line break', 'one\r\ntwo', 'one two'],
  ['a bell and a backspace', 'a\u0007b\u0008', 'a b'],
  ['a turn of the writing direction', 'a\u202eb', 'a b'],
  ['what is fine', 'Zürich → 東京', 'Zürich → 東京'],
])('%s', (_, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

it('a megabyte becomes a line', () => {
  expect(plainText('x'.repeat(1 << 20), 80)).toBe(`${'x'.repeat(79)}…`);
});

it('never keeps a control character, never grows beyond its maximum', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCodePoint(code)) }),
      fc.integer({ min: 2, max: 40 }),
      (text, max) => {
        const plain = plainText(text, max);
        expect(plain).not.toMatch(/\p{Cc}/u);
        expect([...plain].length).toBeLessThanOrEqual(max);
      },
    ),
  );
});
