import { formatCidr, parseCidr, subBlock, type Cidr } from '@slipway/core';

/** CIDR blocks by kind of subnet, one per zone in each list. */
export interface SubnetLayout {
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly isolated: readonly string[];
}

/**
 * Where the subnets of a VPC lie. The first three quarters are the private blocks of zones 1 to 3, because tasks take an
 * address each; the last quarter is cut into eighths: three for public, a spare, three for isolated, a spare.
 *
 * A block depends on its zone's number alone, so the third zone can be added later without moving anything.
 *
 * @param cidr /16 to /20; a /20 still gives 1019 private addresses and 123 of either other kind in each zone
 * @param zones 2 or 3
 * @throws RangeError for any other block or number of zones
 */
export function layoutSubnets(cidr: string, zones: number): SubnetLayout {
  const vpc = parseVpc(cidr);
  if (zones !== 2 && zones !== 3) {
    throw new RangeError(`A network spans 2 or 3 zones, not ${zones}.`);
  }
  const rest = subBlock(vpc, vpc.prefix + 2, 3);
  const cut = (block: Cidr, bits: number, from: number): string[] =>
    Array.from({ length: zones }, (_, zone) => formatCidr(subBlock(block, block.prefix + bits, from + zone)));
  return { private: cut(vpc, 2, 0), public: cut(rest, 3, 0), isolated: cut(rest, 3, 4) };
}

function parseVpc(cidr: string): Cidr {
  const vpc = parseCidr(cidr);
  if (!vpc || formatCidr(vpc) !== cidr || vpc.prefix < 16 || vpc.prefix > 20) {
    throw new RangeError(`A network's block is a /16 to /20 such as 10.0.0.0/16, not "${cidr}".`);
  }
  return vpc;
}
