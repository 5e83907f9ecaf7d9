export interface NetworkSpec {
  /** IPv4 block of the VPC, /16 to /20, private address space. @default '10.0.0.0/16' */
  readonly cidr?: string;
  /**
   * How many availability zones, or the letters of 2 or 3 where an account lacks one of the first. A plan refuses those
   * that the account does not have.
   *
   * @default 2, the first that accounts have: `['a', 'b']` in most regions, `['a', 'c']` in ap-northeast-1
   */
  readonly zones?: 2 | 3 | readonly string[];
  /**
   * Internet access of private subnets: `none` uses interface endpoints to reach AWS and nothing else.
   * Cost: about 33 USD a month for each gateway and 4.5 cents a GB (us-east-1, list price 2026-11).
   *
   * @default 'per-zone' in production, otherwise 'one'
   */
  readonly nat?: NatMode;
}

export type NatMode = 'none' | 'one' | 'per-zone';
