import type { LoadBalancer, LoadBalancerProps } from './load-balancer';
import { BEHIND_CDN, sampleLoadBalancer, sampleNetwork } from './sample-parts';
import { Synthesized } from '@slipway/testing';

const INGRESS = 'aws_vpc_security_group_ingress_rule';

function make(props: Partial<LoadBalancerProps> = {}, use: (it: LoadBalancer) => void = () => undefined) {
  return new Synthesized((stack) =>
    use(sampleLoadBalancer(stack, { network: sampleNetwork(stack), ...props })),
  );
}

const routed = (props: Partial<LoadBalancerProps> = {}) =>
  make(props, (loadBalancer) => loadBalancer.route('web', 'arn:target-group'));

describe('any load balancer', () => {
  test('faces the internet in the public subnets', () => {
    const { internal, subnets, name } = make().get('aws_lb');
    expect([internal, name]).toEqual([false, 'acme-prod']);
    expect(subnets).toEqual([
      expect.stringContaining('network_public_'),
      expect.stringContaining('network_public_'),
    ]);
  });

  test('refuses malformed and ambiguous requests', () => {
    expect(make().get('aws_lb')).toMatchObject({
      drop_invalid_header_fields: true,
      desync_mitigation_mode: 'defensive',
    });
  });

  test('logs every request', () => {
    expect(make().get('aws_lb').access_logs).toEqual({ bucket: 'balancer-logs', enabled: true });
  });

  test('speaks TLS 1.2 and 1.3 only', () => {
    expect(make().get('aws_lb_listener', 'load-balancer_https')).toMatchObject({
      port: 443,
      protocol: 'HTTPS',
      certificate_arn: 'arn:certificate',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    });
  });

  test('refuses what no rule admits', () => {
    expect(make().get('aws_lb_listener', 'load-balancer_https').default_action).toMatchObject([
      { type: 'fixed-response', fixed_response: { status_code: '403' } },
    ]);
  });

  test('gives its traffic to one service only', () => {
    expect(() => make({}, (it) => [it.route('web', 'arn:a'), it.route('api', 'arn:b')])).toThrow(
      'sends all requests to "web"',
    );
  });

  test('closes silent connections after a minute, unless told otherwise', () => {
    expect(make().get('aws_lb').idle_timeout).toBe(60);
    expect(make({ idleTimeoutSeconds: 120 }).get('aws_lb').idle_timeout).toBe(120);
  });
});

describe('behind the CDN', () => {
  test("lets in CloudFront's addresses on 443 and nobody else", () => {
    const result = make();
    expect(result.all(INGRESS)).toHaveLength(1);
    expect(result.get(INGRESS)).toMatchObject({
      prefix_list_id: 'pl-cloudfront',
      from_port: 443,
      to_port: 443,
    });
  });

  test('has no port 80', () => {
    expect(make().addresses('aws_lb_listener')).toEqual(['load-balancer_https']);
  });

  test('forwards only what carries one of the secret header values', () => {
    expect(routed().get('aws_lb_listener_rule')).toMatchObject({
      condition: [{ http_header: { http_header_name: 'x-origin', values: ['${one}', '${two}'] } }],
      action: [{ type: 'forward', target_group_arn: 'arn:target-group' }],
    });
  });
});

describe('public', () => {
  const exposure = 'public';

  test('lets in everybody on 80 and 443', () => {
    const rules = make({ exposure }).all(INGRESS);
    expect(rules.map(({ cidr_ipv4, from_port }) => [cidr_ipv4, from_port])).toEqual([
      ['0.0.0.0/0', 443],
      ['0.0.0.0/0', 80],
    ]);
  });

  test('answers plain HTTP with a redirect for good', () => {
    expect(make({ exposure }).get('aws_lb_listener', 'load-balancer_http')).toMatchObject({
      port: 80,
      default_action: [
        { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } },
      ],
    });
  });

  test('forwards every path', () => {
    expect(routed({ exposure }).get('aws_lb_listener_rule')).toMatchObject({
      condition: [{ path_pattern: { values: ['/*'] } }],
      action: [{ type: 'forward', target_group_arn: 'arn:target-group' }],
    });
  });
});

describe('removal', () => {
  test.each([
    ['protect', true, ['CKV2_AWS_28']],
    ['retain', false, ['CKV_AWS_150', 'CKV2_AWS_28']],
    ['delete', false, ['CKV_AWS_150', 'CKV2_AWS_28']],
  ] as const)('%s: AWS refuses to delete it: %s', (removal, refused, exemptions) => {
    const balancer = make({ removal }).get('aws_lb');
    expect(balancer.enable_deletion_protection).toBe(refused);
    expect(Synthesized.exemptions(balancer)).toEqual(exemptions);
  });
});

describe('while the CDN is switched on or off', () => {
  const both = { exposure: { ...BEHIND_CDN, direct: true } };

  test('everybody is let in, and the CDN stays', () => {
    const rules = make(both)
      .all(INGRESS)
      .map(({ from_port, cidr_ipv4, prefix_list_id }) => [from_port, cidr_ipv4 ?? prefix_list_id]);
    expect(rules.sort()).toEqual([
      [443, '0.0.0.0/0'],
      [443, 'pl-cloudfront'],
      [80, '0.0.0.0/0'],
    ]);
    expect(routed(both).get('aws_lb_listener_rule').condition).toEqual([
      { path_pattern: { values: ['/*'] } },
    ]);
    expect(make(both).get('aws_lb_listener', 'load-balancer_http').port).toBe(80);
  });

  test('that no firewall is in between is on record', () => {
    expect(Synthesized.exemptions(make(both).get('aws_lb'))).toContain('CKV2_AWS_28');
  });
});
