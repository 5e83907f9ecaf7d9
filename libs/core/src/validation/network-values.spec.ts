import fc from 'fast-check';
import { vpcCidrFix, zoneFix, zonesFix } from './network-values';

describe('a VPC block', () => {
  test.each(['10.0.0.0/16', '10.255.240.0/20', '172.31.0.0/16', '192.168.16.0/20', '100.64.0.0/18'])(
    'may be %s',
    (cidr) => expect(vpcCidrFix(cidr)).toBeUndefined(),
  );

  test.each([
    ['10.0.1.0/16', "Write '10.0.0.0/16': a block starts at its first address."],
    ['10.0.0.0/8', "Write '10.0.0.0/16': AWS makes no VPC larger than /16."],
    ['10.0.17.5/24', "Write '10.0.16.0/20': 256 addresses are too few for the subnets."],
    ['8.8.0.0/16', 'inside of one of the private ranges'],
    ['172.32.0.0/16', 'inside of one of the private ranges'],
    ['192.168.0.0/12', 'inside of one of the private ranges'],
    ['10.0.0.0', 'an address, a slash and a length'],
    ['', 'an address, a slash and a length'],
  ])('must not be %j: %s', (cidr, fix) => expect(vpcCidrFix(cidr)).toMatch(fix));

  test('a suggested block is accepted', () => {
    const octet = fc.nat(255);
    const block = fc
      .tuple(octet, octet, octet, fc.nat(32))
      .map(([b, c, d, prefix]) => `10.${b}.${c}.${d}/${Math.max(8, prefix)}`);
    fc.assert(
      fc.property(block, (cidr) => {
        const suggested = /^Write '(.+)':/.exec(vpcCidrFix(cidr) ?? '')?.[1] ?? cidr;
        expect(vpcCidrFix(suggested)).toBeUndefined();
      }),
    );
  });
});

describe('zones', () => {
  test.each([
    [['a', 'b'], undefined],
    [['a', 'c', 'd'], undefined],
    [['a'], 'List 2 or 3 zones: a load balancer and a standby database need two at least.'],
    [['a', 'b', 'c', 'd'], 'List 2 or 3 zones: a load balancer and a standby database need two at least.'],
    [['a', 'a'], "Name another zone instead of the second 'a'."],
  ])('%j: %s', (zones, fix) => expect(zonesFix(zones)).toBe(fix));

  test.each([
    ['a', undefined],
    ['eu-west-1b', "Write only the letter: 'b'."],
    ['A', "Write the zone's letter, such as 'a'."],
    ['euw1-az1', "Write the zone's letter, such as 'a'."],
  ])('%s: %s', (zone, fix) => expect(zoneFix(zone)).toBe(fix));
});
