/** An IPv4 block whose host bits are zero. Made by {@link parseCidr}. */
export interface Cidr {
  /** First address as an unsigned 32-bit number. */
  readonly first: number;
  /** Bits of the network part, 0 to 32. */
  readonly prefix: number;
}

/**
 * Reads `10.0.0.0/16`. Host bits are cleared, so that `formatCidr(parseCidr(text)) === text` says whether `text` was
 * written properly. `undefined` when it is no block at all.
 */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = '', length = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const octets = address.split('.');
  const prefix = Number(length);
  // A leading zero is refused: some parsers read 010 as octal.
  if (
    octets.length !== 4 ||
    !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)
  ) {
    return undefined;
  }
  if (prefix > 32) return undefined;
  return blockAround({ first: octets.reduce((sum, octet) => sum * 256 + Number(octet), 0), prefix });
}

/** The block of that length in which `first` lies. */
export function blockAround({ first, prefix }: Cidr): Cidr {
  return { first: first - (first % cidrSize({ first, prefix })), prefix };
}

export function formatCidr({ first, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** How many addresses the block has. */
export function cidrSize({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

export function cidrContains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.first + cidrSize(inner) <= outer.first + cidrSize(outer);
}

/** Blocks share an address. For blocks that means: one contains the other. */
export function cidrsOverlap(a: Cidr, b: Cidr): boolean {
  return cidrContains(a, b) || cidrContains(b, a);
}

/**
 * The sub-block number `index` when `block` is cut into pieces of length `prefix`.
 *
 * @throws RangeError when the pieces would be larger than the block, or there is no such piece
 */
export function subBlock(block: Cidr, prefix: number, index: number): Cidr {
  if (!Number.isInteger(prefix) || prefix < block.prefix || prefix > 32) {
    throw new RangeError(`${formatCidr(block)} cannot be cut into /${prefix} blocks`);
  }
  const count = 2 ** (prefix - block.prefix);
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new RangeError(
      `${formatCidr(block)} has ${count} blocks of /${prefix}, so it has no block number ${index}`,
    );
  }
  return { first: block.first + index * 2 ** (32 - prefix), prefix };
}
