import {
  checkTogether,
  cidrsOverlap,
  defineEnvironment,
  EnvironmentError,
  formatCidr,
  parseCidr,
  subBlock,
  type Cidr,
  type Environment,
  type EnvironmentSpec,
} from '@slipway/core';

/** Private address space that environments are cut from, in blocks of the default network's size (RFC 1918). */
const SPACE = '10.0.0.0/8';
const BLOCK_PREFIX = 16;

export interface DraftOptions {
  readonly name: string;
  /** Every environment that exists. */
  readonly existing: readonly Environment[];
  /** The one of them that app, region and domain are taken from. */
  readonly from: Environment;
  readonly account: string;
}

/**
 * The spec of a new environment beside the existing ones: the cheap tier, a network and a domain of its own.
 *
 * @throws EnvironmentError when the name cannot be one, or collides with what exists
 */
export function draftEnvironment({ name, existing, from, account }: DraftOptions): EnvironmentSpec & Drafted {
  const draft = {
    app: from.app,
    name,
    tier: 'staging' as const,
    aws: { account, region: from.aws.region },
    domain: { name: subdomain(name, from) },
    network: { cidr: freeBlock(existing.map(({ network }) => network.cidr)) },
  };
  const problems = checkTogether([...existing, defineEnvironment(draft)]);
  if (problems.length > 0) throw new EnvironmentError(`Environment ${name}`, problems);
  return draft;
}

interface Drafted {
  readonly network: { readonly cidr: string };
}

/** The first block that overlaps no environment. */
function freeBlock(taken: readonly string[]): string {
  const space = parse(SPACE);
  const blocks = Array.from({ length: 2 ** (BLOCK_PREFIX - space.prefix) }, (_, index) =>
    subBlock(space, BLOCK_PREFIX, index),
  );
  const free = blocks.find((block) => !taken.some((cidr) => cidrsOverlap(parse(cidr), block)));
  if (!free)
    throw new Error(`No /${BLOCK_PREFIX} block of ${SPACE} is free. Give an environment a smaller network.`);
  return formatCidr(free);
}

function parse(text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr) throw new Error(`"${text}" is not an IPv4 block such as 10.20.0.0/16.`);
  return cidr;
}

/** `staging.acme.example` and `acme.example` both lead to `qa.acme.example`. */
function subdomain(name: string, { name: from, domain }: Environment): string {
  const parent = domain.name.startsWith(`${from}.`) ? domain.name.slice(from.length + 1) : domain.name;
  return `${name}.${parent}`;
}
