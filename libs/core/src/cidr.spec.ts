import fc from 'fast-check';
import {
  blockAround,
  cidrContains,
  cidrSize,
  cidrsOverlap,
  formatCidr,
  parseCidr,
  subBlock,
  type Cidr,
} from './cidr';

const block = fc
  .record({ first: fc.nat(2 ** 32 - 1), prefix: fc.integer({ min: 0, max: 32 }) })
  .map(blockAround);

/** A block, and a length that it can be cut into with few enough pieces to look at each. */
const blockToCut = block.chain((whole) =>
  fc.record({
    whole: fc.constant(whole),
    prefix: fc.integer({ min: whole.prefix, max: Math.min(32, whole.prefix + 6) }),
  }),
);

function pieces(whole: Cidr, prefix: number): Cidr[] {
  return Array.from({ length: 2 ** (prefix - whole.prefix) }, (_, index) => subBlock(whole, prefix, index));
}

describe('reading and writing', () => {
  test('what is written is read back', () => {
    fc.assert(fc.property(block, (any) => expect(parseCidr(formatCidr(any))).toEqual(any)));
  });

  test.each([
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['10.0.3.7/16', '10.0.0.0/16'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['192.168.1.129/25', '192.168.1.128/25'],
  ])('%s means %s', (text, meant) => {
    const parsed = parseCidr(text);
    expect(parsed && formatCidr(parsed)).toBe(meant);
  });

  test.each([
    '',
    '10.0.0.0',
    '10.0.0/16',
    '10.0.0.0/33',
    '10.0.0.256/24',
    '010.0.0.0/8',
    '10.0.0.0/',
    '::/0',
    '10.0.0.0/16 ',
  ])('%j is no block', (text) => expect(parseCidr(text)).toBeUndefined());
});

describe('comparing', () => {
  test('overlap is symmetric and means that one contains the other', () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        expect(cidrsOverlap(a, b)).toBe(cidrsOverlap(b, a));
        const [low, high] = a.first <= b.first ? [a, b] : [b, a];
        expect(cidrsOverlap(a, b)).toBe(low.first + cidrSize(low) > high.first);
      }),
    );
  });

  test('a block contains itself and what surrounds it contains it', () => {
    fc.assert(
      fc.property(blockToCut, ({ whole, prefix }) => {
        const inner = blockAround({ first: whole.first, prefix });
        expect(cidrContains(whole, whole)).toBe(true);
        expect(cidrContains(whole, inner)).toBe(true);
        expect(cidrContains(inner, whole)).toBe(prefix === whole.prefix);
      }),
    );
  });
});

describe('cutting', () => {
  test('pieces fill the block, in order, without gap or overlap', () => {
    fc.assert(
      fc.property(blockToCut, ({ whole, prefix }) => {
        let next = whole.first;
        for (const piece of pieces(whole, prefix)) {
          expect(piece.first).toBe(next);
          next += cidrSize(piece);
        }
        expect(next).toBe(whole.first + cidrSize(whole));
      }),
    );
  });

  test.each([
    [{ first: 0, prefix: 16 }, 15, 0, '0.0.0.0/16 cannot be cut into /15 blocks'],
    [{ first: 0, prefix: 16 }, 33, 0, '0.0.0.0/16 cannot be cut into /33 blocks'],
    [{ first: 0, prefix: 16 }, 18, 4, '0.0.0.0/16 has 4 blocks of /18, so it has no block number 4'],
    [{ first: 0, prefix: 16 }, 18, -1, '0.0.0.0/16 has 4 blocks of /18, so it has no block number -1'],
  ])('%j into /%d number %d is refused', (whole, prefix, index, message) => {
    expect(() => subBlock(whole, prefix, index)).toThrow(new RangeError(message));
  });
});
