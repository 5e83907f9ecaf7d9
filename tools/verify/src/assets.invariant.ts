import { assetBucket, originDomain } from '@slipway/core';
import { forEachEnvironment } from './for-each-environment';
import type { Arguments } from './stack';

/** Managed-CachingOptimized passes on no header; what else is passed on is the origin request policy's. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

interface Origin {
  readonly origin_id: string;
  readonly domain_name: string;
  readonly custom_origin_config?: object;
  readonly origin_access_control_id?: string;
}

interface Distribution extends Arguments {
  readonly origin: readonly Origin[];
  readonly origin_group?: readonly {
    readonly origin_id: string;
    readonly failover_criteria: { readonly status_codes: readonly number[] };
    readonly member: readonly { readonly origin_id: string }[];
  }[];
  readonly default_cache_behavior: Behaviour;
  readonly ordered_cache_behavior: readonly Behaviour[];
}

interface Behaviour {
  readonly target_origin_id: string;
  readonly cache_policy_id: string;
  readonly origin_request_policy_id?: string;
}

interface Statement {
  readonly Effect: string;
  readonly Principal: { readonly [kind: string]: unknown };
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

forEachEnvironment('assets of', (stack) => {
  const cdn = () => stack().environment.edge.cdn;
  const assets = () => stack().environment.edge.assets;
  const distribution = () => stack().only('aws_cloudfront_distribution') as Distribution;
  const bucket = () =>
    stack()
      .all('aws_s3_bucket')
      .find((candidate) => candidate.bucket === assetBucket(stack().environment));

  /** Origins that a behaviour asks, in their order. */
  const originsOf = ({ target_origin_id: target }: Behaviour): readonly Origin[] => {
    const { origin, origin_group: groups = [] } = distribution();
    const ids = groups.find(({ origin_id }) => origin_id === target)?.member ?? [{ origin_id: target }];
    return ids.flatMap((member) => origin.filter(({ origin_id }) => origin_id === member.origin_id));
  };
  const behaviours = () => [distribution().default_cache_behavior, ...distribution().ordered_cache_behavior];

  it('are read by this CDN alone, below one path, and listed by no one', () => {
    const grants = stack()
      .all('aws_s3_bucket_policy')
      .flatMap((policy) =>
        (JSON.parse(String(policy.policy)) as { Statement: Statement[] }).Statement.map((statement) => ({
          ofAssets: stack().refersTo(policy, bucket()),
          statement,
        })),
      )
      .filter(({ statement }) => statement.Effect === 'Allow');
    const named = grants.filter(({ statement }) =>
      JSON.stringify(statement.Principal).includes('cloudfront'),
    );
    const ofAssets = grants.filter((grant) => grant.ofAssets);
    expect(ofAssets).toEqual(named);
    expect(ofAssets.map(({ statement }) => statement)).toEqual(
      assets()
        ? [
            {
              Sid: 'ReadByCdn',
              Effect: 'Allow',
              Principal: { Service: 'cloudfront.amazonaws.com' },
              Action: 's3:GetObject',
              Resource: `\${${bucket()?.address}.arn}/_next/static/*`,
              Condition: { StringEquals: { 'AWS:SourceArn': `\${${distribution().address}.arn}` } },
            },
          ]
        : [],
    );
    const roles = JSON.stringify(stack().all('aws_iam_role_policy'));
    if (assets()) expect(roles).not.toContain(`${bucket()?.address}.`);
  });

  it('come from one origin where they are off, and else from the bucket before the load balancer', () => {
    if (!cdn()) return expect(stack().types).not.toContain('aws_cloudfront_distribution');
    const [files] = distribution().ordered_cache_behavior;
    const kinds = originsOf(files as Behaviour).map(({ custom_origin_config: custom }) =>
      custom ? 'load balancer' : 'bucket',
    );
    expect(kinds).toEqual(assets() ? ['bucket', 'load balancer'] : ['load balancer']);
    expect(distribution().origin).toHaveLength(kinds.length);
    expect(distribution().origin_group ?? []).toHaveLength(assets() ? 1 : 0);
    expect(bucket() !== undefined).toBe(assets());
  });

  it('fall back on whatever S3 says when it has no file, or no answer', () => {
    if (!assets()) return expect(bucket()).toBeUndefined();
    for (const { failover_criteria } of distribution().origin_group ?? []) {
      expect(failover_criteria.status_codes).toEqual([403, 404, 500, 502, 503, 504]);
    }
  });

  it('are asked for without the host name that users type, where a bucket comes first', () => {
    if (!cdn()) return expect(stack().types).not.toContain('aws_cloudfront_distribution');
    for (const behaviour of behaviours()) {
      const origins = originsOf(behaviour);
      expect(origins.length).toBeGreaterThan(0);
      if (origins[0]?.custom_origin_config) continue;
      expect(behaviour.cache_policy_id).toBe(CACHING_OPTIMIZED);
      expect(behaviour).not.toHaveProperty('origin_request_policy_id');
    }
  });

  it('are asked for by signed requests', () => {
    if (!assets()) return expect(stack().types).not.toContain('aws_cloudfront_origin_access_control');
    const access = stack().only('aws_cloudfront_origin_access_control');
    expect(access).toMatchObject({ signing_behavior: 'always', signing_protocol: 'sigv4' });
    const buckets = distribution().origin.filter((origin) => !origin.custom_origin_config);
    expect(buckets.map(({ origin_access_control_id }) => origin_access_control_id)).toEqual([
      `\${${access.address}.id}`,
    ]);
  });

  it('and pages reach the load balancer by a name that its certificate covers and DNS knows', () => {
    const name = originDomain(stack().environment);
    if (!cdn()) return expect(stack().text).not.toContain(name);
    const origins = distribution().origin.filter((origin) => origin.custom_origin_config);
    const records = stack()
      .all('aws_route53_record')
      .filter((record) => record.name === name);
    expect(records.map((record) => stack().refersTo(record, stack().only('aws_lb')))).toEqual([true]);
    // By reference: the CDN must not ask for a name that is not there yet, nor before its certificate is.
    expect(origins.map(({ domain_name }) => domain_name)).toEqual([`\${${records[0]?.address}.name}`]);

    const [listener] = stack().all('aws_lb_listener');
    const validation = stack()
      .all('aws_acm_certificate_validation')
      .find((candidate) => String(listener?.certificate_arn).includes(`${candidate.address}.`));
    const certificate = stack()
      .all('aws_acm_certificate')
      .find((candidate) => validation && stack().refersTo(validation, candidate));
    expect(certificate).toMatchObject({
      domain_name: stack().environment.domain.name,
      subject_alternative_names: [stack().environment.domain.name, name],
    });
    expect(validation?.validation_record_fqdns).toHaveLength(2);
    expect(records[0]?.depends_on).toEqual([listener?.address]);
  });
});
