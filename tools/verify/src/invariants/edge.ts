import { takesCdnLogs } from '@slipway/core';
import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';
import { ALL_VIEWER, CACHING_DISABLED, CACHING_OPTIMIZED, ofCdn, SECURITY_HEADERS } from './distribution';

const MODERN_TLS = /^ELBSecurityPolicy-TLS13-1-[23]-/;

/** Users reach the load balancer through the CDN alone. */
function isClosed({ environment: { edge: declared } }: Stack): boolean {
  return declared.cdn && !declared.direct;
}

export const edge: Area = {
  area: 'edge',
  claims: {
    'the load balancer is guarded, and its traffic logged': (stack) => {
      expect(stack.only('aws_lb')).toMatchObject({
        drop_invalid_header_fields: true,
        enable_deletion_protection: stack.environment.removal === 'protect',
        access_logs: expect.objectContaining({ enabled: true }),
        desync_mitigation_mode: expect.stringMatching(/^(defensive|strictest)$/),
      });
    },

    'it speaks TLS 1.2 or newer, and plain HTTP only to redirect, and that only without a CDN': (stack) => {
      const listeners = stack.all('aws_lb_listener');
      expect(listeners.map(({ port, protocol }) => [port, protocol])).toEqual(
        isClosed(stack)
          ? [[443, 'HTTPS']]
          : [
              [443, 'HTTPS'],
              [80, 'HTTP'],
            ],
      );
      const [https, http] = listeners;
      expect(https?.ssl_policy).toMatch(MODERN_TLS);
      if (http)
        expect(http.default_action).toEqual([
          { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } },
        ]);
    },

    'it refuses what it has no route for, and who comes around the CDN': (stack) => {
      expect(stack.all('aws_lb_listener')[0]?.default_action).toEqual([
        expect.objectContaining({
          type: 'fixed-response',
          fixed_response: expect.objectContaining({ status_code: '403' }),
        }),
      ]);
      const secret = expect.stringMatching(/^\$\{sensitive\(terraform_data\./);
      const admission = isClosed(stack)
        ? { http_header: { http_header_name: expect.any(String), values: [secret, secret] } }
        : { path_pattern: { values: ['/*'] } };
      const rules = stack.some('aws_lb_listener_rule');
      expect(rules.map(({ condition }) => condition)).toEqual(rules.map(() => [admission]));
    },

    'the CDN’s edges reach as far as declared, and its logs go where it delivers them': ofCdn(
      ({ price_class, logging_config }, stack) => {
        const { aws, edge } = stack.environment;
        expect(price_class).toBe(`PriceClass_${edge.priceClass === 'all' ? 'All' : edge.priceClass}`);
        const { bucket: target } = logging_config as { bucket: string };
        const [logs] = stack.all('aws_s3_bucket').filter(({ address }) => target.includes(address));
        const elsewhere = stack.providers.find(
          ({ region }) => region === 'us-east-1' && aws.region !== region,
        );
        expect(logs?.provider).toBe(takesCdnLogs(aws.region) ? undefined : `aws.${String(elsewhere?.alias)}`);
      },
    ),

    'the CDN sends the one of two accepted secrets that is declared, as a reference': ofCdn(
      ({ origin }, stack) => {
        const headers = origin.flatMap(({ custom_header = [] }) => custom_header);
        const slots = stack.all('terraform_data').map(({ address }) => address);
        expect(slots).toHaveLength(2);
        const active = slots.find((slot) => slot.includes(`slot-${stack.environment.edge.originSecret}`));
        expect(headers.map(({ value }) => value)).toEqual([`\${sensitive(${active}.triggers_replace)}`]);
      },
    ),

    'viewers are served over TLS 1.2 or newer, and the origin asked over TLS 1.2 only': ofCdn((cdn) => {
      expect(cdn.viewer_certificate).toMatchObject({
        minimum_protocol_version: expect.stringMatching(/^TLSv1\.(2_2021|2_2025|3_2025)$/),
        ssl_support_method: 'sni-only',
      });
      expect(cdn.origin.flatMap(({ custom_origin_config: server }) => server ?? [])).toEqual([
        expect.objectContaining({ origin_protocol_policy: 'https-only', origin_ssl_protocols: ['TLSv1.2'] }),
      ]);
      expect(cdn).toMatchObject({
        logging_config: { bucket: expect.stringContaining('aws_s3_bucket.') },
        is_ipv6_enabled: true,
      });
    }),

    'the CDN caches the hashed assets and nothing else': ofCdn((cdn) => {
      const all = {
        viewer_protocol_policy: 'redirect-to-https',
        response_headers_policy_id: SECURITY_HEADERS,
      };
      expect(cdn.default_cache_behavior).toMatchObject({
        ...all,
        cache_policy_id: CACHING_DISABLED,
        origin_request_policy_id: ALL_VIEWER,
      });
      expect(cdn.ordered_cache_behavior).toEqual([
        expect.objectContaining({
          ...all,
          path_pattern: '/_next/static/*',
          cache_policy_id: CACHING_OPTIMIZED,
        }),
      ]);
      const ages = cdn.custom_error_response.map(({ error_caching_min_ttl: age }) => age);
      expect(ages.length).toBeGreaterThan(4);
      expect(new Set(ages)).toEqual(new Set([0]));
    }),

    'there is a firewall where one is declared, with known bad inputs, a rate limit and a log': (stack) => {
      if (!stack.environment.edge.firewall)
        return expect(stack.types.filter((type) => type.startsWith('aws_wafv2_'))).toEqual([]);
      const acl = stack.only('aws_wafv2_web_acl');
      expect(acl).toMatchObject({ scope: 'CLOUDFRONT', provider: 'aws.us-east-1' });
      const { mode, exceptions } = stack.environment.edge.firewall;
      const rules = acl.rule as {
        name: string;
        statement: object;
        action?: object;
        override_action?: object;
      }[];
      const statements = rules.map(({ statement }) => JSON.stringify(statement));
      const [own, managed] =
        mode === 'block' ? [{ block: {} }, { none: {} }] : [{ count: {} }, { count: {} }];
      for (const { action, override_action: override } of rules)
        expect(action ?? override).toEqual(action ? own : managed);
      for (const { rule, path } of exceptions) {
        const except = rules.find(({ name }) => name === `except-${rule}`);
        expect(JSON.stringify(except?.statement)).toContain(JSON.stringify(path.replace(/\*$/, '')));
      }
      for (const wanted of [
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesCommonRuleSet',
        'rate_based_statement',
      ]) {
        expect(statements).toContainEqual(expect.stringContaining(wanted));
      }
      const logging = stack.only('aws_wafv2_web_acl_logging_configuration');
      const groups = stack
        .all('aws_cloudwatch_log_group')
        .filter((group) => stack.refersTo(logging, group))
        .map(({ name }) => name);
      expect(groups).toEqual([expect.stringMatching(/^aws-waf-logs-/)]);
      expect(stack.refersTo(stack.only('aws_cloudfront_distribution'), acl)).toBe(true);
    },

    'names are certified one by one, and a certificate is replaced before it is deleted': (stack) => {
      const certificates = stack.all('aws_acm_certificate');
      expect(certificates).toHaveLength(stack.environment.edge.cdn ? 2 : 1);
      for (const certificate of certificates) {
        const { domain_name, subject_alternative_names } = certificate;
        expect(JSON.stringify([domain_name, subject_alternative_names])).not.toContain('*');
        expect(certificate.lifecycle).toMatchObject({ create_before_destroy: true });
        expect(stack.referring('aws_acm_certificate_validation', certificate)).toHaveLength(1);
      }
    },

    'the domain points at the edge by alias, in IPv4 and IPv6': (stack) => {
      const { domain, edge } = stack.environment;
      const records = stack
        .all('aws_route53_record')
        .filter(({ alias, name }) => alias !== undefined && name === domain.name);
      expect(records.map(({ type }) => type).sort()).toEqual(['A', 'AAAA']);
      const target = stack.only(edge.cdn ? 'aws_cloudfront_distribution' : 'aws_lb');
      for (const record of records) expect(stack.refersTo(record, target)).toBe(true);
    },

    'a zone of its own lets Amazon issue certificates, and else who is declared': (stack) => {
      const caa = stack.all('aws_route53_record').filter(({ type }) => type === 'CAA');
      if (stack.environment.domain.zone !== 'own') {
        expect(stack.types).not.toContain('aws_route53_zone');
        return expect(caa).toEqual([]);
      }
      expect(stack.refersTo(caa[0] as Arguments, stack.only('aws_route53_zone'))).toBe(true);
      const authorities = ['amazon.com', ...stack.environment.domain.certificateAuthorities];
      expect(caa.map(({ records }) => records)).toEqual([authorities.map((name) => `0 issue "${name}"`)]);
    },

    'records go into the declared zone, delegations too': (stack) => {
      const { zone, delegations } = stack.environment.domain;
      const id = zone === 'own' ? `\${${stack.only('aws_route53_zone').address}.zone_id}` : zone.id;
      const records = stack.some('aws_route53_record');
      expect(new Set(records.map(({ zone_id }) => zone_id))).toEqual(new Set([id]));
      const delegated = records.filter(({ type }) => type === 'NS');
      expect(Object.fromEntries(delegated.map(({ name, records }) => [name, records]))).toEqual(delegations);
    },
  },
};
