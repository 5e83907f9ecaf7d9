import { Bucket, type BucketProps } from './bucket';
import type { LogSource } from './log-delivery';
import { Synthesized } from '@slipway/testing';

const ACCOUNT = '111111111111';
const LOG_SOURCES: readonly LogSource[] = ['load-balancer', 'cdn', 'buckets'];
const defaults: BucketProps = {
  environment: { app: 'acme', name: 'prod' },
  account: ACCOUNT,
  removal: 'protect',
  purpose: 'assets',
};
const accessLogs = { name: 'logs', arn: 'arn:logs', domainName: 'logs.example' };

function make(props: Partial<BucketProps> = {}): Synthesized & { bucket: Bucket; statements: Statement[] } {
  let bucket: Bucket | undefined;
  const result = new Synthesized((stack) => {
    bucket = new Bucket(stack, 'bucket', { ...defaults, ...props });
  });
  const { Statement } = JSON.parse(String(result.get('aws_s3_bucket_policy').policy));
  return Object.assign(result, { bucket: bucket!, statements: Statement });
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

test('is named after product, environment, purpose and account', () => {
  expect(make().get('aws_s3_bucket').bucket).toBe('acme-prod-assets-111111111111');
});

test('nothing in it can be made public', () => {
  expect(make().get('aws_s3_bucket_public_access_block')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test('answers over TLS only', () => {
  const [statement] = make().statements;
  expect(statement).toMatchObject({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  expect(statement?.Resource).toEqual([
    expect.stringMatching(/\.arn\}$/),
    expect.stringMatching(/\.arn\}\/\*$/),
  ]);
});

test('keeps versions, and old ones and broken uploads not for ever', () => {
  const result = make();
  expect(result.get('aws_s3_bucket_versioning')).toMatchObject({
    versioning_configuration: { status: 'Enabled' },
  });
  expect(result.get('aws_s3_bucket_lifecycle_configuration').rule).toEqual([
    expect.objectContaining({
      status: 'Enabled',
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    }),
  ]);
});

test('objects stay, or go after the days that were asked for', () => {
  const [rule] = make().get('aws_s3_bucket_lifecycle_configuration').rule as object[];
  const [expiring] = make({ expireDays: 90 }).get('aws_s3_bucket_lifecycle_configuration').rule as object[];
  expect(rule).not.toHaveProperty('expiration');
  expect(expiring).toMatchObject({ expiration: [{ days: 90 }] });
});

test.each([
  ['protect', true, false],
  ['retain', false, false],
  ['delete', false, true],
] as const)('removal %s: prevent_destroy %s, force_destroy %s', (removal, prevent_destroy, force_destroy) => {
  expect(make({ removal }).get('aws_s3_bucket')).toMatchObject({
    force_destroy,
    lifecycle: { prevent_destroy },
  });
});

describe('encryption', () => {
  const rule = (props: Partial<BucketProps>) =>
    make(props).get('aws_s3_bucket_server_side_encryption_configuration').rule;

  test("S3's own keys", () => {
    expect(rule({})).toMatchObject([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
  });

  test('a key of ours, through a bucket key that saves KMS requests', () => {
    expect(rule({ key: { arn: 'arn:key' } })).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: 'arn:key' },
        bucket_key_enabled: true,
      },
    ]);
  });

  test.each(LOG_SOURCES)('a key for logs of %s is refused: AWS would deliver none', (logsOf) => {
    expect(() => make({ logsOf, key: { arn: 'arn:key' } })).toThrow('Leave the key out');
  });
});

describe('access logs', () => {
  test('go to the bucket that is named, under the purpose', () => {
    expect(make({ accessLogs }).get('aws_s3_bucket_logging')).toMatchObject({
      target_bucket: 'logs',
      target_prefix: 'assets/',
    });
  });

  test('are off without one', () => {
    expect(make().all('aws_s3_bucket_logging')).toEqual([]);
  });
});

describe('log delivery', () => {
  const delivery = (logsOf: LogSource) => make({ logsOf }).statements.slice(1);

  test('load balancers of this account may write, wherever the region', () => {
    expect(delivery('load-balancer')).toEqual([
      {
        Sid: 'LoadBalancerLogs',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: expect.stringMatching(/\.arn\}\/AWSLogs\/111111111111\/\*$/),
      },
    ]);
  });

  test("buckets of this environment may write, and no one else's", () => {
    expect(delivery('buckets')).toMatchObject([
      {
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::acme-prod-*' },
        },
      },
    ]);
  });

  test('CloudFront needs no statement but working ACLs', () => {
    const result = make({ logsOf: 'cdn' });
    expect(result.statements).toHaveLength(1);
    expect(result.get('aws_s3_bucket_ownership_controls').rule).toEqual({
      object_ownership: 'BucketOwnerPreferred',
    });
  });

  test.each<[string, Partial<BucketProps>]>([
    ['for logs of the load balancer', { logsOf: 'load-balancer' }],
    ['for logs of buckets', { logsOf: 'buckets' }],
    ['where no logs come', {}],
  ])('ACLs are off %s', (_, props) => {
    const controls = make(props).get('aws_s3_bucket_ownership_controls');
    expect(controls.rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
  });
});

test('whoever takes its name or domain waits until the bucket can take logs', () => {
  const result = make({ logsOf: 'cdn' });
  const policy = /^\$\{aws_s3_bucket_policy\.bucket_policy_\w+\.bucket\}/;
  const outputs = new Synthesized((stack) => {
    const target = new Bucket(stack, 'logs', { ...defaults, purpose: 'logs', logsOf: 'buckets' });
    new Bucket(stack, 'bucket', { ...defaults, accessLogs: target });
  });
  expect(outputs.get('aws_s3_bucket_logging').target_bucket).toMatch(
    /^\$\{aws_s3_bucket_policy\.logs_policy_/,
  );
  expect(result.get('aws_s3_bucket_policy').depends_on).toEqual([
    expect.stringContaining('aws_s3_bucket_public_access_block.'),
    expect.stringContaining('aws_s3_bucket_ownership_controls.'),
  ]);
  expect(result.resolve(result.bucket.domainName)).toMatch(policy);
});

describe('what a CDN serves', () => {
  const servedPrefix = '_next/static/';
  const distribution = { arn: 'arn:aws:cloudfront::111111111111:distribution/E1' };

  function served(props: Partial<BucketProps> = { servedPrefix }) {
    const made = new Synthesized((stack) => {
      const bucket = new Bucket(stack, 'bucket', { ...defaults, ...props });
      bucket.serve(distribution);
    });
    return JSON.parse(String(made.get('aws_s3_bucket_policy').policy)).Statement as Statement[];
  }

  test('one distribution may read it, and neither list it nor read the rest', () => {
    const [tls, ...rest] = served();
    expect(tls?.Sid).toBe('TlsOnly');
    expect(rest).toEqual([
      {
        Sid: 'ReadByCdn',
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: expect.stringMatching(/\.arn\}\/_next\/static\/\*$/),
        Condition: { StringEquals: { 'AWS:SourceArn': distribution.arn } },
      },
    ]);
  });

  test('nobody may before a distribution is named', () => {
    expect(make({ servedPrefix }).statements).toHaveLength(1);
  });

  test('its name does not wait for the policy, which waits for the distribution', () => {
    const { bucket, resolve } = make({ servedPrefix });
    expect(resolve(bucket.domainName)).toMatch(/^\$\{aws_s3_bucket\.bucket_\w+\.bucket\}\.s3\./);
    expect(resolve(bucket.name)).toMatch(/^\$\{aws_s3_bucket\.bucket_\w+\.bucket\}$/);
  });

  test('is not encrypted with a key that CloudFront is not allowed to use', () => {
    expect(() => make({ servedPrefix, key: { arn: 'arn:key' } })).toThrow('Leave the key out');
  });

  test('is named first', () => {
    expect(() => served({})).toThrow('give it a servedPrefix');
  });
});

describe('recorded exemptions', () => {
  const exemptions = (props: Partial<BucketProps>) =>
    [...Synthesized.exemptions(make(props).get('aws_s3_bucket'))].sort();
  const ALWAYS = ['CKV2_AWS_62', 'CKV_AWS_144'];

  test.each([
    [{ key: { arn: 'arn:key' }, accessLogs }, ALWAYS],
    [{ accessLogs }, [...ALWAYS, 'CKV_AWS_145']],
    [{ servedPrefix: '_next/static/', accessLogs }, [...ALWAYS, 'CKV_AWS_145']],
    [{ logsOf: 'load-balancer' as const, accessLogs }, [...ALWAYS, 'CKV_AWS_145']],
    [{ logsOf: 'buckets' as const }, [...ALWAYS, 'CKV_AWS_145', 'CKV_AWS_18']],
    [{ logsOf: 'cdn' as const }, [...ALWAYS, 'CKV_AWS_145', 'CKV_AWS_18']],
  ])('%j', (props, expected) => {
    expect(exemptions(props)).toEqual(expected);
  });

  test('ACLs for CloudFront are recorded where they are turned on', () => {
    const controls = (logsOf: LogSource) => make({ logsOf }).get('aws_s3_bucket_ownership_controls');
    expect(Synthesized.exemptions(controls('cdn'))).toEqual(['CKV2_AWS_65']);
    expect(Synthesized.exemptions(controls('load-balancer'))).toEqual([]);
  });
});
