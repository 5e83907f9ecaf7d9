import { ruleDescription } from './rule-description';

test('returns what EC2 takes', () => {
  expect(ruleDescription('web to database: 5432 (TLS)')).toBe('web to database: 5432 (TLS)');
});

test.each([
  ["CloudFront's addresses", "'"],
  ['web – database', '–'],
  ['a\nb', '\n'],
])('%j is refused by the character it holds', (text, character) => {
  expect(() => ruleDescription(text)).toThrow(`refuses the character ${character} in`);
});

test.each(['', 'x'.repeat(256)])('a description has 1 to 255 characters', (text) => {
  expect(() => ruleDescription(text)).toThrow('1 to 255 characters');
});
