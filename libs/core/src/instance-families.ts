/**
 * Families of RDS instance classes for Postgres on 2026-11-28. The `t` families and those without a region's name below
 * are taken to be everywhere.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const FAMILIES: readonly string[] = [
  ...['t3', 't4g', 'm5', 'm5d', 'm6g', 'm6gd', 'm6i', 'm6id', 'm6idn', 'm6in', 'm7g', 'm7i', 'm8g', 'm8gd'],
  ...['r5', 'r5b', 'r5d', 'r6g', 'r6gd', 'r6i', 'r6id', 'r6idn', 'r6in', 'r7g', 'r7i', 'r8g', 'r8gd'],
  ...['x2g', 'x2idn', 'x2iedn'],
];

/**
 * Families that a region lacks. AWS publishes no table of classes and regions; this is of EC2's own offerings, as
 * `DescribeInstanceTypeOfferings` gave them (kept by moto 5.2.5, read 2026-11-28): RDS runs on the same machines. Families
 * that such a list has missed before (t3, t4g, m5, r5, r5b, x2g) are left out, and regions that it does not have.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.RegionSupport.html
 */
const LACKING: { readonly [region: string]: readonly string[] } = {
  'af-south-1': ['m6id', 'm6idn', 'm6in', 'm8gd', 'r6idn', 'r6in', 'r7i'],
  'ap-east-1': ['m6id', 'm6idn', 'm6in', 'm8gd', 'r6gd', 'r6id', 'r6idn', 'r6in', 'r7i', 'x2iedn'],
  'ap-northeast-2': ['m8gd', 'r6idn', 'r6in'],
  'ap-northeast-3': ['m6id', 'm6idn', 'm6in', 'm8gd', 'r6id', 'r6idn', 'r6in'],
  'ap-south-1': ['r6idn', 'r6in'],
  'ap-south-2': ['m6id', 'm8gd', 'r6gd', 'r6id', 'r6idn', 'r6in', 'r8gd'],
  'ap-southeast-1': ['m8gd'],
  'ap-southeast-3': ['m6id', 'm6idn', 'm6in', 'm8gd', 'r6i', 'r6id', 'r6idn', 'r6in'],
  'ap-southeast-4': ['m6i', 'm6id', 'm6idn', 'm6in', 'r6gd', 'r6i', 'r6id', 'r6idn', 'r6in', 'x2iedn'],
  'ap-southeast-5': ['m6idn', 'm6in', 'r6gd', 'r6idn', 'r6in'],
  'ca-central-1': ['r6id'],
  'ca-west-1': ['m6idn', 'm6in', 'm7g', 'm7i', 'm8gd', 'r6gd', 'r6idn', 'r6in', 'r7i', 'x2idn', 'x2iedn'],
  'eu-central-2': ['m8gd', 'r6id', 'r6idn', 'r6in', 'r7i'],
  'eu-north-1': ['m6id', 'm8gd', 'r6id'],
  'eu-south-1': ['m6idn', 'm6in', 'm7g', 'm8gd', 'r6gd', 'r6id', 'r6idn', 'r6in'],
  'eu-south-2': ['m6i', 'r6i', 'r6idn', 'r6in'],
  'eu-west-2': ['r6idn', 'r6in'],
  'eu-west-3': ['m6id', 'm6idn', 'm6in', 'r6id'],
  'il-central-1': ['m6idn', 'm6in', 'm8g', 'm8gd', 'r6gd', 'r6idn', 'r6in', 'r7i', 'r8g', 'r8gd', 'x2iedn'],
  'me-central-1': ['m6id', 'm6idn', 'm6in', 'm8gd', 'r6gd', 'r6id', 'r6idn', 'r6in', 'r7i', 'r8gd', 'x2iedn'],
  'me-south-1': [
    'm6id',
    'm6idn',
    'm6in',
    'm7i',
    'm8gd',
    'r6gd',
    'r6id',
    'r6idn',
    'r6in',
    'r7i',
    'r8g',
    'r8gd',
    'x2iedn',
  ],
  'sa-east-1': ['r6id', 'r6idn', 'r6in'],
  'us-west-1': ['m8gd', 'r6id', 'r6idn', 'r6in'],
};

/** Families of instance classes for a database in `region`, as far as is known. */
export function instanceFamilies(region: string): readonly string[] {
  const lacking = LACKING[region] ?? [];
  return FAMILIES.filter((family) => !lacking.includes(family));
}

/** `t4g` of `db.t4g.micro`. */
export function instanceFamily(instanceClass: string): string {
  return instanceClass.split('.')[1] ?? '';
}
