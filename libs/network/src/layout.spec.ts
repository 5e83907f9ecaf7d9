import fc from 'fast-check';
import { cidrContains, cidrsOverlap, formatCidr, parseCidr, subBlock, type Cidr } from '@slipway/core';
import { layoutSubnets } from './layout';

/** Any /16 to /20 of 10.0.0.0/8. */
const vpcs = fc
  .integer({ min: 16, max: 20 })
  .chain((prefix) =>
    fc
      .nat({ max: 2 ** (prefix - 8) - 1 })
      .map((index) => formatCidr(subBlock(parseCidr('10.0.0.0/8')!, prefix, index))),
  );
const zoneCounts = fc.constantFrom(2, 3);

function blocks(cidr: string, zones: number): Cidr[] {
  return Object.values(layoutSubnets(cidr, zones))
    .flat()
    .map((text: string) => parseCidr(text)!);
}

test('an example to look at', () => {
  expect(layoutSubnets('10.20.0.0/16', 3)).toEqual({
    private: ['10.20.0.0/18', '10.20.64.0/18', '10.20.128.0/18'],
    public: ['10.20.192.0/21', '10.20.200.0/21', '10.20.208.0/21'],
    isolated: ['10.20.224.0/21', '10.20.232.0/21', '10.20.240.0/21'],
  });
});

test('every zone gets one block of each kind', () => {
  fc.assert(
    fc.property(vpcs, zoneCounts, (cidr, zones) => {
      const { private: inside, public: outside, isolated } = layoutSubnets(cidr, zones);
      expect([inside.length, outside.length, isolated.length]).toEqual([zones, zones, zones]);
    }),
  );
});

test('blocks lie inside the VPC', () => {
  fc.assert(
    fc.property(vpcs, zoneCounts, (cidr, zones) => {
      for (const block of blocks(cidr, zones)) expect(cidrContains(parseCidr(cidr)!, block)).toBe(true);
    }),
  );
});

test('no two blocks overlap', () => {
  fc.assert(
    fc.property(vpcs, zoneCounts, (cidr, zones) => {
      const all = blocks(cidr, zones);
      const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));
      for (const [a, b] of pairs) expect(cidrsOverlap(a, b)).toBe(false);
    }),
  );
});

test('blocks are aligned: EC2 takes them as they are written', () => {
  fc.assert(
    fc.property(vpcs, zoneCounts, (cidr, zones) => {
      for (const text of Object.values(layoutSubnets(cidr, zones)).flat()) {
        expect(formatCidr(parseCidr(text)!)).toBe(text);
      }
    }),
  );
});

test('private blocks are the largest, and none is below the /28 that EC2 asks for', () => {
  fc.assert(
    fc.property(vpcs, zoneCounts, (cidr, zones) => {
      const layout = layoutSubnets(cidr, zones);
      const prefix = (text: string) => parseCidr(text)!.prefix;
      const others = [...layout.public, ...layout.isolated].map(prefix);
      expect(Math.max(...layout.private.map(prefix))).toBeLessThan(Math.min(...others));
      expect(Math.max(...others)).toBeLessThanOrEqual(28);
    }),
  );
});

test('a third zone moves no block of the first two', () => {
  fc.assert(
    fc.property(vpcs, (cidr) => {
      const two = layoutSubnets(cidr, 2);
      const three = layoutSubnets(cidr, 3);
      expect(three.private.slice(0, 2)).toEqual(two.private);
      expect(three.public.slice(0, 2)).toEqual(two.public);
      expect(three.isolated.slice(0, 2)).toEqual(two.isolated);
    }),
  );
});

test.each(['10.0.0.0/15', '10.0.0.0/21', '10.0.1.0/16', 'ten'])('%s is no block for a network', (cidr) => {
  expect(() => layoutSubnets(cidr, 2)).toThrow(`not "${cidr}"`);
});

test.each([0, 1, 4])('%d zones are refused', (zones) => {
  expect(() => layoutSubnets('10.0.0.0/16', zones)).toThrow(`not ${zones}.`);
});
