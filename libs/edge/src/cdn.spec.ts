import { Cdn, type CdnProps } from './cdn';
import { Synthesized, type Attributes } from '@slipway/testing';

const props: CdnProps = {
  environment: { app: 'acme', name: 'prod' },
  domainName: 'acme.example',
  certificate: { arn: 'arn:aws:acm:us-east-1:111111111111:certificate/1' },
  originDomainName: 'origin.acme.example',
  originHeader: { name: 'x-origin', value: '${sensitive(secret)}' },
  priceClass: '100',
  accessLogs: { name: 'logs', arn: 'arn:aws:s3:::logs', domainName: 'logs.s3.eu-west-1.amazonaws.com' },
};

function make(differing: Partial<CdnProps> = {}) {
  let cdn: Cdn | undefined;
  const made = new Synthesized((stack) => {
    cdn = new Cdn(stack, 'cdn', { ...props, ...differing });
  });
  return Object.assign(made, { cdn: cdn! });
}

const distribution = (differing?: Partial<CdnProps>): Attributes =>
  make(differing).get('aws_cloudfront_distribution');

test('it answers for the host name, over HTTP/3 and IPv6', () => {
  expect(distribution()).toMatchObject({
    enabled: true,
    aliases: ['acme.example'],
    http_version: 'http2and3',
    is_ipv6_enabled: true,
  });
});

test('it is open to every country, from the edges of the lowest price', () => {
  expect(distribution()).toMatchObject({
    restrictions: { geo_restriction: { restriction_type: 'none' } },
    price_class: 'PriceClass_100',
  });
});

test('viewers need TLS 1.2 and are met with the certificate of the host name', () => {
  expect(distribution().viewer_certificate).toEqual({
    acm_certificate_arn: props.certificate.arn,
    ssl_support_method: 'sni-only',
    minimum_protocol_version: 'TLSv1.2_2021',
  });
});

test('without assets its one origin is the load balancer, reached by TLS 1.2 only and with the secret header', () => {
  expect(distribution().origin).toMatchObject([
    {
      domain_name: props.originDomainName,
      custom_header: [props.originHeader],
      custom_origin_config: { origin_protocol_policy: 'https-only', origin_ssl_protocols: ['TLSv1.2'] },
    },
  ]);
});

test('the app has 60 s for an answer, and a kept connection ends before the load balancer closes it', () => {
  const [origin] = distribution().origin as { custom_origin_config: { origin_keepalive_timeout: number } }[];
  expect(origin?.custom_origin_config).toMatchObject({ origin_read_timeout: 60 });
  expect(origin?.custom_origin_config.origin_keepalive_timeout).toBeLessThan(60);
});

test('the app sees every request as the viewer sent it, and no answer is kept', () => {
  expect(distribution().default_cache_behavior).toMatchObject({
    cache_policy_id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    origin_request_policy_id: '216adef6-5c7f-47e4-b989-5492eafa07d3',
    allowed_methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
  });
});

test('without assets the app is asked for hashed files, by the host name that users type', () => {
  expect(distribution().ordered_cache_behavior).toMatchObject([
    {
      path_pattern: '/_next/static/*',
      cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      origin_request_policy_id: 'bf0718e1-ba1e-49d1-88b1-f726733018ae',
      allowed_methods: ['GET', 'HEAD'],
    },
  ]);
});

describe('with assets', () => {
  const withAssets = { assets: { domainName: 'acme-prod-assets.s3.eu-west-1.amazonaws.com' } };

  test('the bucket is asked first, signed, and the load balancer for what it does not have', () => {
    const made = make(withAssets);
    expect(made.get('aws_cloudfront_distribution').origin_group).toEqual([
      {
        origin_id: 'assets',
        failover_criteria: { status_codes: [403, 404, 500, 502, 503, 504] },
        member: [{ origin_id: 'asset-bucket' }, { origin_id: 'load-balancer' }],
      },
    ]);
    expect(made.get('aws_cloudfront_origin_access_control')).toMatchObject({
      name: 'acme-prod-assets',
      origin_access_control_origin_type: 's3',
      signing_behavior: 'always',
      signing_protocol: 'sigv4',
    });
  });

  test('can be turned off: the distribution lets go of the access control before that is deleted', () => {
    expect(make(withAssets).get('aws_cloudfront_origin_access_control').lifecycle).toEqual({
      create_before_destroy: true,
    });
  });

  test('the load balancer is the same origin as without', () => {
    const origins = distribution(withAssets).origin as unknown[];
    expect(origins).toHaveLength(2);
    expect(origins[0]).toEqual((distribution().origin as unknown[])[0]);
  });

  test('the bucket is private to the distribution, and given up on after seconds', () => {
    const [, bucket] = distribution(withAssets).origin as object[];
    expect(bucket).toEqual({
      origin_id: 'asset-bucket',
      domain_name: withAssets.assets.domainName,
      origin_access_control_id: expect.stringMatching(/^\$\{aws_cloudfront_origin_access_control\..*\.id\}$/),
      connection_attempts: 2,
      connection_timeout: 2,
    });
  });

  test('hashed files are kept, and nothing of the request is passed on, above all no host name', () => {
    const [files] = distribution(withAssets).ordered_cache_behavior as object[];
    expect(files).toMatchObject({
      path_pattern: '/_next/static/*',
      target_origin_id: 'assets',
      cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      allowed_methods: ['GET', 'HEAD'],
    });
    expect(files).not.toHaveProperty('origin_request_policy_id');
  });

  test('everything else still goes to the app with the host name', () => {
    expect(distribution(withAssets).default_cache_behavior).toEqual(distribution().default_cache_behavior);
  });

  test('nothing needs an exemption for a missing second origin', () => {
    const rules = Synthesized.exemptions(distribution(withAssets));
    expect(rules).not.toContain('CKV_AWS_310');
    expect(rules).not.toContain('CKV2_AWS_46');
  });
});

test.each([
  ['without', {}],
  ['with', { assets: { domainName: 'assets.example' } }],
])('%s assets every behaviour redirects to HTTPS, compresses and sends security headers', (_, differing) => {
  const { default_cache_behavior: rest, ordered_cache_behavior: files } = distribution(differing);
  const behaviours = [rest, ...(files as unknown[])];
  expect(behaviours).toHaveLength(2);
  for (const behaviour of behaviours) {
    expect(behaviour).toMatchObject({
      viewer_protocol_policy: 'redirect-to-https',
      compress: true,
      response_headers_policy_id: '67f7725c-6f97-4210-82d7-5512b31e9d03',
    });
  }
});

test('no error is kept', () => {
  expect(distribution().custom_error_response).toEqual(
    [404, 405, 414, 500, 501, 502, 503, 504].map((code) => ({ error_code: code, error_caching_min_ttl: 0 })),
  );
});

test('requests are logged, without cookies', () => {
  expect(distribution().logging_config).toEqual({
    bucket: props.accessLogs.domainName,
    prefix: 'cdn/',
    include_cookies: false,
  });
});

test('a deploy ends when the change is live everywhere', () => {
  expect(distribution().wait_for_deployment).toBe(true);
});

test('a firewall is attached', () => {
  expect(distribution({ firewallArn: 'arn:firewall' }).web_acl_id).toBe('arn:firewall');
});

test.each([
  ['without', {}, ['CKV_AWS_68', 'CKV2_AWS_47']],
  ['with', { firewallArn: 'arn:firewall' }, ['CKV2_AWS_47']],
])('exemptions %s a firewall', (_, props, rules) => {
  expect(Synthesized.exemptions(distribution(props))).toEqual([
    'CKV_AWS_305',
    'CKV_AWS_310',
    'CKV2_AWS_46',
    'CKV_AWS_374',
    'CKV2_AWS_32',
    ...rules,
  ]);
});

test('it gives what an alias record and a bucket policy need', () => {
  const { cdn, resolve } = make();
  expect(resolve([cdn.domainName, cdn.hostedZoneId, cdn.id, cdn.arn])).toEqual([
    expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.domain_name\}$/),
    expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.hosted_zone_id\}$/),
    expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.id\}$/),
    expect.stringMatching(/^\$\{aws_cloudfront_distribution\..*\.arn\}$/),
  ]);
});

test('server errors raise an alarm in us-east-1, where CloudFront reports', () => {
  const { cdn, resolve } = make();
  expect(resolve(cdn.signals)).toMatchObject([
    {
      id: 'cdn-5xx',
      at: 'us-east-1',
      metric: {
        namespace: 'AWS/CloudFront',
        name: '5xxErrorRate',
        dimensions: {
          Region: 'Global',
          DistributionId: expect.stringContaining('aws_cloudfront_distribution'),
        },
      },
    },
  ]);
});
