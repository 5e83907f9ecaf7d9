import { isHostName } from '../host-name';
import { nearest } from '../nearest';
import { region as knownRegion, REGION_NAMES } from '../regions';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** First words that an AWS service keeps for itself, and which. They would fail in the middle of the first apply. */
const RESERVED_STARTS: readonly { readonly start: RegExp; readonly by: string }[] = [
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
  { start: /^internal(-|$)/, by: 'load balancers are not allowed to be named internal-…' },
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
  { start: /^(aws|ssm)/, by: 'parameters are not allowed to be named aws… or ssm…' },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  {
    start: /^(sthree|amzn-s3-demo)(-|$)/,
    by: 'buckets are not allowed to be named sthree-… or amzn-s3-demo-…',
  },
];

export function appFix(app: string): string | undefined {
  const reserved = RESERVED_STARTS.find(({ start }) => start.test(app));
  if (reserved) return `Choose another first word: ${reserved.by} in AWS.`;
  return nameFix(app, 20);
}

export function environmentNameFix(name: string): string | undefined {
  if (name === 'default') {
    return 'Choose another name: `default` is the workspace that Terraform falls back to, and is never deployed.';
  }
  return nameFix(name, 12);
}

function nameFix(name: string, longest: number): string | undefined {
  if (NAME.test(name) && name.length >= 2 && name.length <= longest) return undefined;
  if (NAME.test(name) && name.length > longest) return `Shorten it by ${name.length - longest}.`;
  const cleaned = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+|-+$/g, '');
  return NAME.test(cleaned) && cleaned.length >= 2 && cleaned.length <= longest
    ? `Write '${cleaned}'.`
    : 'Choose a short name that starts with a letter, with single dashes between words.';
}

/** Regions of the ordinary partition. China, GovCloud and the European Sovereign Cloud are AWS clouds of their own. */
export function regionFix(region: string): string | undefined {
  if (knownRegion(region)) return undefined;
  if (/^(cn|us-gov|us-iso|us-isob|eusc)-/.test(region)) {
    return 'Choose a region of the ordinary AWS cloud: China, GovCloud and the European Sovereign Cloud have no CloudFront of the same kind.';
  }
  if (knownRegion(region.slice(0, -1)))
    return `Write '${region.slice(0, -1)}': the letter at the end makes it a zone.`;
  const meant = nearest(region, REGION_NAMES);
  if (/^[a-z]{2}-[a-z]+-\d$/.test(region)) {
    return `${meant === undefined ? 'Choose one that there is' : `Did you mean '${meant}'? If not, choose another`}: on 2026-11-28 AWS had no region of that name. A newer one is added in libs/core/src/regions.ts.`;
  }
  return "Write the region's code as AWS does, with two dashes, for example 'eu-west-1'.";
}

export function emailFix(address: string): string | undefined {
  const [local = '', host = '', ...more] = address.split('@');
  const fine = /^[^\s@]{1,64}$/.test(local) && isHostName(host.toLowerCase()) && more.length === 0;
  return fine ? undefined : "Write one plain address, such as 'ops@example.com'.";
}

export function emailsFix(addresses: readonly string[]): string | undefined {
  const repeated = addresses.find((address, index) => addresses.indexOf(address) !== index);
  return repeated === undefined ? undefined : `Remove the second '${repeated}'.`;
}
