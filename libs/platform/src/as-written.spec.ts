import { array, constantFrom, assert, property } from 'fast-check';
import { asWritten } from './as-written';

/** What Terraform makes of a text: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-literals */
function evaluated(text: string): string {
  return text.replace(/([$%])?([$%])\{/g, (all, before: string | undefined, sign: string) => {
    if (before === sign) return `${sign}{`;
    throw new Error(`evaluates ${all}`);
  });
}

const TEXTS = array(constantFrom('$', '%', '{', '}', '$${', '${x}', '%{ if true }', 'a', ' ', '"', '\\')).map(
  (parts) => parts.join(''),
);

describe('a text', () => {
  it('arrives as it was written', () => {
    assert(property(TEXTS, (text) => evaluated(asWritten(text)) === text));
  });

  it.each([
    ['${HOME}', '$${HOME}'],
    ['$${HOME}', '$$${HOME}'],
    ['%{ if true }', '%%{ if true }'],
    ['100 % { }', '100 % { }'],
    ['$HOME costs $5', '$HOME costs $5'],
  ])('%s', (text, expected) => {
    expect(asWritten(text)).toBe(expected);
  });
});

it('is escaped wherever it stands, and nothing else is touched', () => {
  expect(asWritten({ a: ['${x}', 1, { b: '%{y}', c: undefined, d: null }], e: true })).toEqual({
    a: ['$${x}', 1, { b: '%%{y}', c: undefined, d: null }],
    e: true,
  });
});
