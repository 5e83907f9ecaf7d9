import { assetBucket, originDomain } from '@slipway/core';
import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';
import { statementsOf } from '../statements';
import { CACHING_OPTIMIZED, ofCdn, originsOf, type Distribution } from './distribution';

/** Checks the bucket and its CDN where releases keep assets, and else that there is no such bucket. */
function ofAssets(check: (bucket: Arguments, cdn: Distribution, stack: Stack) => void) {
  return (stack: Stack): void => {
    const named = stack
      .all('aws_s3_bucket')
      .filter(({ bucket }) => bucket === assetBucket(stack.environment));
    expect(named).toHaveLength(stack.environment.edge.assets ? 1 : 0);
    const [bucket] = named;
    if (bucket) check(bucket, stack.only('aws_cloudfront_distribution') as Distribution, stack);
  };
}

const isServer = ({ custom_origin_config: custom }: { custom_origin_config?: object }) =>
  custom !== undefined;

export const assets: Area = {
  area: 'assets',
  claims: {
    'they are read by this CDN alone, below one path, and listed by no one': (stack) => {
      const allowed = stack
        .some('aws_s3_bucket_policy')
        .flatMap(({ policy }) => statementsOf(policy))
        .filter(({ effect }) => effect === 'Allow');
      const [bucket] = stack
        .all('aws_s3_bucket')
        .filter(({ bucket }) => bucket === assetBucket(stack.environment));
      const ofAssets = allowed.filter(({ resources }) =>
        resources.some((resource) => bucket && resource.includes(`${bucket.address}.`)),
      );
      expect(allowed.filter(({ principals }) => principals.join().includes('cloudfront'))).toEqual(ofAssets);
      expect(ofAssets).toEqual(
        stack.environment.edge.assets
          ? [
              {
                effect: 'Allow',
                actions: ['s3:GetObject'],
                resources: [`\${${bucket?.address}.arn}/_next/static/*`],
                principals: ['Service:cloudfront.amazonaws.com'],
                conditions: [
                  `StringEquals AWS:SourceArn \${${stack.only('aws_cloudfront_distribution').address}.arn}`,
                ],
              },
            ]
          : [],
      );
    },

    'no role reads or writes them': ofAssets((bucket, _, stack) => {
      const roles = stack.some('aws_iam_role_policy');
      expect(roles.filter((policy) => stack.refersTo(policy, bucket))).toEqual([]);
    }),

    'they come from the bucket before the load balancer, and from the one origin where they are off': ofCdn(
      (cdn, stack) => {
        const { assets } = stack.environment.edge;
        const kinds = cdn.ordered_cache_behavior.map((behaviour) => originsOf(cdn, behaviour).map(isServer));
        expect(kinds).toEqual([assets ? [false, true] : [true]]);
        expect(cdn.origin).toHaveLength(assets ? 2 : 1);
        expect(cdn.origin_group ?? []).toHaveLength(assets ? 1 : 0);
      },
    ),

    'the load balancer is asked whatever S3 says when it has no file, or no answer': ofAssets((_, cdn) => {
      expect(cdn.origin_group?.map(({ failover_criteria }) => failover_criteria)).toEqual([
        { status_codes: [403, 404, 500, 502, 503, 504] },
      ]);
    }),

    'a bucket is asked without the host name that users type': ofCdn((cdn, stack) => {
      const fromBucket = [cdn.default_cache_behavior, ...cdn.ordered_cache_behavior].filter(
        (behaviour) => !originsOf(cdn, behaviour).every(isServer),
      );
      expect(fromBucket).toEqual(
        stack.environment.edge.assets
          ? [expect.objectContaining({ cache_policy_id: CACHING_OPTIMIZED })]
          : [],
      );
      for (const behaviour of fromBucket) expect(behaviour).not.toHaveProperty('origin_request_policy_id');
    }),

    'a bucket is asked by signed requests': ofAssets((_, cdn, stack) => {
      const access = stack.only('aws_cloudfront_origin_access_control');
      expect(access).toMatchObject({ signing_behavior: 'always', signing_protocol: 'sigv4' });
      const controls = cdn.origin
        .filter((origin) => !isServer(origin))
        .map(({ origin_access_control_id: control }) => control);
      expect(controls).toEqual([`\${${access.address}.id}`]);
    }),

    'the CDN asks the load balancer by a name that its certificate covers and DNS knows': (stack) => {
      const { domain, edge } = stack.environment;
      const name = originDomain(stack.environment);
      if (!edge.cdn) return expect(stack.text).not.toContain(name);
      const { origin } = stack.only('aws_cloudfront_distribution') as Distribution;
      const records = stack.all('aws_route53_record').filter((record) => record.name === name);
      expect(records.map((record) => stack.refersTo(record, stack.only('aws_lb')))).toEqual([true]);
      // By reference: the CDN must not ask for a name that is not there yet, nor before its certificate is.
      expect(origin.filter(isServer).map(({ domain_name }) => domain_name)).toEqual([
        `\${${records[0]?.address}.name}`,
      ]);

      const [listener] = stack.some('aws_lb_listener').filter(({ protocol }) => protocol === 'HTTPS');
      if (!listener) throw new Error('No listener speaks HTTPS.');
      const validation = stack
        .all('aws_acm_certificate_validation')
        .find((candidate) => stack.refersTo(listener, candidate));
      const certificates = stack
        .all('aws_acm_certificate')
        .filter((candidate) => validation && stack.refersTo(validation, candidate));
      expect(certificates).toEqual([
        expect.objectContaining({
          domain_name: domain.name,
          subject_alternative_names: [domain.name, name],
        }),
      ]);
      expect(validation?.validation_record_fqdns).toHaveLength(2);
      expect(records[0]?.depends_on).toEqual([listener.address]);
    },
  },
};
