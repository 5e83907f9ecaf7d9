import { forEachEnvironment } from './for-each-environment';

// Constant ids of CloudFront's managed policies:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

const MODERN_TLS = /^ELBSecurityPolicy-TLS13-1-[23]-/;

interface Behaviour {
  readonly path_pattern?: string;
  readonly viewer_protocol_policy: string;
  readonly cache_policy_id: string;
  readonly origin_request_policy_id?: string;
  readonly response_headers_policy_id: string;
}

forEachEnvironment('edge', (stack) => {
  const loadBalancer = () => stack().only('aws_lb');
  const listeners = () => stack().all('aws_lb_listener');
  const distribution = () => stack().only('aws_cloudfront_distribution');

  it('guards the load balancer and logs its traffic', () => {
    expect(loadBalancer()).toMatchObject({
      drop_invalid_header_fields: true,
      enable_deletion_protection: stack().environment.removal === 'protect',
      access_logs: expect.objectContaining({ enabled: true }),
    });
    expect(['defensive', 'strictest']).toContain(loadBalancer().desync_mitigation_mode);
  });

  it('speaks TLS 1.2 or newer, and plain HTTP only to redirect', () => {
    for (const listener of listeners()) {
      if (listener.port === 443) expect(listener.ssl_policy).toMatch(MODERN_TLS);
      else expect(JSON.stringify(listener.default_action)).toContain('HTTP_301');
    }
    expect(listeners().map(({ port }) => port)).toContain(443);
  });

  it('refuses who comes around the CDN', () => {
    if (!stack().environment.edge.cdn) return expect(listeners()).toHaveLength(2);
    expect(listeners()).toHaveLength(1);
    expect(JSON.stringify(listeners()[0]?.default_action)).toContain('"status_code":"403"');
    const conditions = JSON.stringify(
      stack()
        .all('aws_lb_listener_rule')
        .map(({ condition }) => condition),
    );
    expect(conditions).toContain('http_header');
    expect(conditions.match(/sensitive\(/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('sends the secret header as a reference, never as a literal', () => {
    if (!stack().environment.edge.cdn) return expect(stack().types).not.toContain('terraform_data');
    const origins = distribution().origin as { custom_header?: { value: string }[] }[];
    const headers = origins.flatMap(({ custom_header = [] }) => custom_header);
    expect(headers).toHaveLength(1);
    for (const { value } of headers) {
      expect(value).toMatch(/^\$\{sensitive\(terraform_data\./);
    }
  });

  it('serves viewers over TLS 1.2 and the origin over TLS 1.2 only', () => {
    if (!stack().environment.edge.cdn)
      return expect(stack().types).not.toContain('aws_cloudfront_distribution');
    expect(distribution().viewer_certificate).toMatchObject({
      minimum_protocol_version: expect.stringMatching(/^TLSv1\.(2_2021|2_2025|3_2025)$/),
      ssl_support_method: 'sni-only',
    });
    const origins = distribution().origin as { custom_origin_config?: unknown }[];
    const servers = origins.flatMap(({ custom_origin_config: server }) => server ?? []);
    expect(servers).toEqual([
      expect.objectContaining({ origin_protocol_policy: 'https-only', origin_ssl_protocols: ['TLSv1.2'] }),
    ]);
    expect(distribution()).toMatchObject({ logging_config: expect.anything(), is_ipv6_enabled: true });
  });

  it('caches the hashed assets and nothing else', () => {
    if (!stack().environment.edge.cdn)
      return expect(stack().types).not.toContain('aws_cloudfront_distribution');
    const fallback = distribution().default_cache_behavior as Behaviour;
    const ordered = distribution().ordered_cache_behavior as Behaviour[];
    expect(fallback).toMatchObject({
      cache_policy_id: CACHING_DISABLED,
      origin_request_policy_id: ALL_VIEWER,
    });
    expect(ordered).toEqual([
      expect.objectContaining({ path_pattern: '/_next/static/*', cache_policy_id: CACHING_OPTIMIZED }),
    ]);
    for (const behaviour of [fallback, ...ordered]) {
      expect(behaviour.viewer_protocol_policy).toBe('redirect-to-https');
      expect(behaviour.response_headers_policy_id).toBe(SECURITY_HEADERS);
    }
    const errors = distribution().custom_error_response as { error_caching_min_ttl: number }[];
    expect(errors.length).toBeGreaterThan(4);
    expect(errors.every(({ error_caching_min_ttl }) => error_caching_min_ttl === 0)).toBe(true);
  });

  it('has a firewall with known bad inputs, a rate limit and a log where one is wanted', () => {
    if (!stack().environment.edge.firewall) return expect(stack().types).not.toContain('aws_wafv2_web_acl');
    const acl = stack().only('aws_wafv2_web_acl');
    expect(acl.scope).toBe('CLOUDFRONT');
    expect(acl.provider).toBe('aws.us-east-1');
    const rules = JSON.stringify(acl.rule);
    expect(rules).toContain('AWSManagedRulesKnownBadInputsRuleSet');
    expect(rules).toContain('AWSManagedRulesCommonRuleSet');
    expect(rules).toContain('rate_based_statement');
    const logging = stack().only('aws_wafv2_web_acl_logging_configuration');
    const group = stack()
      .all('aws_cloudwatch_log_group')
      .find((candidate) => stack().refersTo(logging, candidate));
    expect(String(group?.name)).toMatch(/^aws-waf-logs-/);
    expect(stack().refersTo(distribution(), acl)).toBe(true);
  });

  it('certifies names one by one and replaces a certificate before deleting it', () => {
    const certificates = stack().all('aws_acm_certificate');
    expect(certificates).toHaveLength(stack().environment.edge.cdn ? 2 : 1);
    for (const certificate of certificates) {
      const { domain_name, subject_alternative_names } = certificate;
      expect(JSON.stringify([domain_name, subject_alternative_names])).not.toContain('*');
      expect(certificate.lifecycle).toMatchObject({ create_before_destroy: true });
    }
    expect(stack().all('aws_acm_certificate_validation')).toHaveLength(certificates.length);
  });

  it('points the domain at the edge by alias, in IPv4 and IPv6', () => {
    const records = stack()
      .all('aws_route53_record')
      .filter(({ alias, name }) => alias !== undefined && name === stack().environment.domain.name);
    expect(records.map(({ type }) => type).sort()).toEqual(['A', 'AAAA']);
    const target = stack().environment.edge.cdn ? distribution() : loadBalancer();
    for (const record of records) expect(stack().refersTo(record, target)).toBe(true);
  });

  it('lets only Amazon issue certificates for a zone of its own', () => {
    if (stack().environment.domain.zone !== 'own')
      return expect(stack().types).not.toContain('aws_route53_zone');
    const caa = stack()
      .all('aws_route53_record')
      .filter(({ type }) => type === 'CAA');
    expect(caa).toHaveLength(1);
    expect(JSON.stringify(caa)).toContain('amazon.com');
  });
});
