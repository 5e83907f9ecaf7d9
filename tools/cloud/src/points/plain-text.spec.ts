import fc from 'fast-check';
import { fromText, toText } from './plain-text';

it('gives back what it was given, dates among it', () => {
  const data = fc.object({
    withNullPrototype: false,
    values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true })],
  });
  fc.assert(fc.property(data, (value) => expect(fromText(toText(value))).toEqual(value)));
});

it('leaves out what is undefined, and takes no text for a date', () => {
  expect(fromText(toText({ a: undefined, b: [new Date(5)], c: { $date: 'today' } }))).toEqual({
    b: [new Date(5)],
    c: { $date: 'today' },
  });
  expect(fromText(toText(new Date(7)))).toEqual(new Date(7));
});
