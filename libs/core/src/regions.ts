/** What has to be known of a region before anything in it is asked. */
export interface Region {
  /** Off in every account until somebody turns it on. */
  readonly optIn?: true;
  /** Letters of its zones, those first that accounts have for certain. */
  readonly zones: string;
  /** Letters of zones that an account may lack. @default none */
  readonly notForAll?: string;
  /** The cheapest of CloudFront's classes with edges near those who live there. */
  readonly priceClass: PriceClass;
}

/** CloudFront's price classes, by the names that they have there. */
export type PriceClass = '100' | '200' | 'all';

/**
 * The regions of the ordinary AWS cloud on 2026-11-28. One that AWS opens later is added here. Those of before March 2019
 * are on in every account, and ap-northeast-3.
 *
 * - names and zones: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html.
 *   Zones are closed for newcomers where they are full, and in the oldest regions each account has letters of its own.
 * - opt-in: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 * - price classes: https://aws.amazon.com/cloudfront/pricing/ and
 *   https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudfront.PriceClass.html
 */
const REGIONS: { readonly [name: string]: Region } = {
  'af-south-1': { optIn: true, zones: 'abc', priceClass: '200' },
  'ap-east-1': { optIn: true, zones: 'abc', priceClass: '200' },
  'ap-east-2': { optIn: true, zones: 'abc', priceClass: '200' },
  'ap-northeast-1': { zones: 'acd', notForAll: 'b', priceClass: '200' },
  'ap-northeast-2': { zones: 'abcd', priceClass: '200' },
  'ap-northeast-3': { zones: 'abc', priceClass: '200' },
  'ap-south-1': { zones: 'abc', priceClass: '200' },
  'ap-south-2': { optIn: true, zones: 'abc', priceClass: '200' },
  'ap-southeast-1': { zones: 'abc', priceClass: '200' },
  'ap-southeast-2': { zones: 'abc', priceClass: 'all' },
  'ap-southeast-3': { optIn: true, zones: 'abc', priceClass: '200' },
  'ap-southeast-4': { optIn: true, zones: 'abc', priceClass: 'all' },
  'ap-southeast-5': { optIn: true, zones: 'abc', priceClass: '200' },
  'ap-southeast-6': { optIn: true, zones: 'abc', priceClass: 'all' },
  'ap-southeast-7': { optIn: true, zones: 'abc', priceClass: '200' },
  'ca-central-1': { zones: 'abd', priceClass: '100' },
  'ca-west-1': { optIn: true, zones: 'abc', priceClass: '100' },
  'eu-central-1': { zones: 'abc', priceClass: '100' },
  'eu-central-2': { optIn: true, zones: 'abc', priceClass: '100' },
  'eu-north-1': { zones: 'abc', priceClass: '100' },
  'eu-south-1': { optIn: true, zones: 'abc', priceClass: '100' },
  'eu-south-2': { optIn: true, zones: 'abc', priceClass: '100' },
  'eu-west-1': { zones: 'abc', priceClass: '100' },
  'eu-west-2': { zones: 'abc', priceClass: '100' },
  'eu-west-3': { zones: 'abc', priceClass: '100' },
  'il-central-1': { optIn: true, zones: 'abc', priceClass: '100' },
  'me-central-1': { optIn: true, zones: 'abc', priceClass: '200' },
  'me-south-1': { optIn: true, zones: 'abc', priceClass: '200' },
  'mx-central-1': { optIn: true, zones: 'abc', priceClass: '100' },
  'sa-east-1': { zones: 'abc', priceClass: 'all' },
  'us-east-1': { zones: 'abcdef', priceClass: '100' },
  'us-east-2': { zones: 'abc', priceClass: '100' },
  // Each account has two of the three.
  'us-west-1': { zones: '', notForAll: 'abc', priceClass: '100' },
  'us-west-2': { zones: 'abcd', priceClass: '100' },
};

export const REGION_NAMES: readonly string[] = Object.keys(REGIONS);

/** @returns undefined for a region that is not known */
export function region(name: string): Region | undefined {
  return Object.hasOwn(REGIONS, name) ? REGIONS[name] : undefined;
}

/**
 * Whether CloudFront delivers its logs to buckets there. It does not in most regions that an account has to turn on, and
 * which ones changes: none of them is relied on.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html, read 2026-11-28
 */
export function takesCdnLogs(name: string): boolean {
  return region(name)?.optIn !== true;
}

/** Of some zones, such as `us-west-1a`, those that the account may lack as far as is known. Only the account itself can tell. */
export function uncertainZones(name: string, zones: readonly string[]): readonly string[] {
  const certain = region(name)?.zones ?? '';
  return zones.filter((zone) => !certain.includes(zone.slice(name.length)));
}

/** Letters of the first zones of a region, those that accounts have for certain before the others. */
export function firstZones(name: string, count: number): readonly string[] {
  const { zones, notForAll = '' } = region(name) ?? { zones: 'abc' };
  return [...zones, ...notForAll].slice(0, count);
}
