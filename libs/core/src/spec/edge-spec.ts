import type { PriceClass } from '../regions';

export interface EdgeSpec {
  /** CloudFront in front of the load balancer. Off: the load balancer itself takes 80 and 443. @default true */
  readonly cdn?: boolean;
  /**
   * The load balancer takes requests from everybody beside the CDN, past its firewall. For the step in between when the
   * CDN of an environment that users reach is switched on or off: `{ cdn: true, direct: true }` first.
   *
   * @default false
   */
  readonly direct?: boolean;
  /**
   * Releases keep the files below `/_next/static/` in a bucket that the CDN asks before the load balancer, so that a page
   * opened before a release still finds its own. Off: the load balancer is the only origin. Not without the CDN.
   *
   * @default the same as `cdn`
   */
  readonly assets?: boolean;
  /**
   * AWS WAF with managed rules on the CDN, so not without one. `true` is one that blocks. About 10 USD a month.
   *
   * @default with a CDN: one that blocks in production, one that counts in staging, none in a disposable environment
   */
  readonly firewall?: boolean | FirewallSpec;
  /**
   * How far CloudFront's edges reach; everybody is served, from farther away. `100`: North America, Europe and Israel;
   * `200`: also Africa, the Middle East and most of Asia; `all`: also South America, Australia and New Zealand, where a GB
   * costs most.
   *
   * @default the cheapest that has edges near `aws.region`
   */
  readonly priceClass?: PriceClass;
  /** Which of the two accepted origin secrets the CDN sends; switch to rotate. @default 'a' */
  readonly originSecret?: 'a' | 'b';
}

export interface FirewallSpec {
  /**
   * - `block`: what a rule finds is answered with 403
   * - `count`: it is let through, and logged as what would have been refused
   *
   * @default 'block' in production, otherwise 'count'
   */
  readonly mode?: FirewallMode;
  /** Requests that a rule finds and that are let through all the same, at most 20. @default none */
  readonly exceptions?: readonly FirewallException[];
}

export type FirewallMode = 'block' | 'count';

export interface FirewallException {
  /** A rule's name as AWS writes it and the log has it, such as `CrossSiteScripting_BODY`. */
  readonly rule: string;
  /** Path of the requests, such as `/entries`; with `*` at its end all that begins so. */
  readonly path: string;
}
