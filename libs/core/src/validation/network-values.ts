import { cidrContains, cidrSize, formatCidr, parseCidr, blockAround, type Cidr } from '../cidr';

const LARGEST_VPC = 16;
/** The smallest VPC whose subnets (three kinds over three zones) still hold a load balancer, tasks and endpoints. */
const SMALLEST_VPC = 20;

/**
 * Address space that is nobody's on the internet: RFC 1918, and RFC 6598, which AWS allows for VPCs too.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const PRIVATE_SPACE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].flatMap(
  (block) => parseCidr(block) ?? [],
);

export function vpcCidrFix(text: string): string | undefined {
  const block = parseCidr(text);
  if (!block) return "Write an address, a slash and a length, such as '10.0.0.0/16'.";
  if (!PRIVATE_SPACE.some((space) => cidrContains(space, block))) {
    return 'Choose a block inside of one of the private ranges, such as 10.20.0.0/16: other addresses belong to someone on the internet.';
  }
  const prefix = Math.min(SMALLEST_VPC, Math.max(LARGEST_VPC, block.prefix));
  const closest = formatCidr(blockAround({ ...block, prefix }));
  return closest === text ? undefined : `Write '${closest}': ${reason(block, prefix)}.`;
}

function reason(block: Cidr, prefix: number): string {
  if (block.prefix < prefix) return `AWS makes no VPC larger than /${LARGEST_VPC}`;
  if (block.prefix > prefix) return `${cidrSize(block)} addresses are too few for the subnets`;
  return 'a block starts at its first address';
}

export function zonesFix(zones: readonly string[]): string | undefined {
  if (zones.length !== 2 && zones.length !== 3) {
    return 'List 2 or 3 zones: a load balancer and a standby database need two at least.';
  }
  const repeated = zones.find((zone, index) => zones.indexOf(zone) !== index);
  return repeated === undefined ? undefined : `Name another zone instead of the second '${repeated}'.`;
}

export function zoneFix(zone: string): string | undefined {
  if (/^[a-z]$/.test(zone)) return undefined;
  const letter = /^[a-z]+-[a-z]+-\d([a-z])$/.exec(zone)?.[1];
  return letter === undefined
    ? "Write the zone's letter, such as 'a'."
    : `Write only the letter: '${letter}'.`;
}
