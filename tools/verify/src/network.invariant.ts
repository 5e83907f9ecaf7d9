import { forEachEnvironment } from './for-each-environment';

const ANYWHERE = ['0.0.0.0/0', '::/0'];

forEachEnvironment('network', (stack) => {
  const rules = (direction: 'ingress' | 'egress') => stack().all(`aws_vpc_security_group_${direction}_rule`);

  it('lets the world in nowhere but at the load balancer, and there only without a CDN', () => {
    const open = rules('ingress').filter((rule) =>
      ANYWHERE.includes(String(rule.cidr_ipv4 ?? rule.cidr_ipv6 ?? '')),
    );
    if (stack().environment.edge.cdn) expect(open).toEqual([]);
    else expect(open.map((rule) => rule.from_port).sort()).toEqual([443, 80]);
  });

  it('lets the load balancer be reached from CloudFront by its prefix list', () => {
    if (!stack().environment.edge.cdn)
      return expect(stack().types).not.toContain('aws_cloudfront_distribution');
    const fromCloudFront = rules('ingress').filter((rule) => rule.prefix_list_id !== undefined);
    expect(fromCloudFront).toEqual([expect.objectContaining({ from_port: 443, to_port: 443 })]);
    expect(stack().text).toContain('com.amazonaws.global.cloudfront.origin-facing');
  });

  it('opens no port range and names each rule', () => {
    const all = [...rules('ingress'), ...rules('egress')];
    expect(all.length).toBeGreaterThan(4);
    for (const rule of all) {
      expect(rule).toMatchObject({ description: expect.stringMatching(/\w{3}/) });
      expect(rule.ip_protocol).toBe('tcp');
      expect(rule.from_port).toBe(rule.to_port);
    }
  });

  it('lets nothing out to the world but HTTPS', () => {
    const open = rules('egress').filter((rule) =>
      ANYWHERE.includes(String(rule.cidr_ipv4 ?? rule.cidr_ipv6)),
    );
    expect(open.filter((rule) => rule.from_port !== 443)).toEqual([]);
  });

  it('describes every security group, and keeps no rules inline', () => {
    for (const group of stack().all('aws_security_group')) {
      expect(group.description).toEqual(expect.stringMatching(/\w{3}/));
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });

  it('locks the default security group', () => {
    const group = stack().only('aws_default_security_group');
    expect(group).toMatchObject({ ingress: [], egress: [] });
  });

  it('gives no instance in a subnet a public address by itself', () => {
    const subnets = stack().all('aws_subnet');
    expect(subnets.length).toBe(3 * stack().environment.network.zones.length);
    for (const subnet of subnets) expect(subnet.map_public_ip_on_launch).toBe(false);
  });

  it('spreads over at least two zones, each of which has its own private route table', () => {
    const zones = new Set(
      stack()
        .all('aws_subnet')
        .map((subnet) => subnet.availability_zone),
    );
    expect([...zones].sort()).toEqual([...stack().environment.network.zones].sort());
    expect(zones.size).toBeGreaterThanOrEqual(2);
  });

  it('writes flow logs to a log group with a retention', () => {
    const flowLog = stack().only('aws_flow_log');
    expect(['ALL', 'REJECT']).toContain(flowLog.traffic_type);
    expect(
      stack()
        .all('aws_cloudwatch_log_group')
        .some((group) => stack().refersTo(flowLog, group)),
    ).toBe(true);
  });

  it('reaches S3 through a gateway endpoint, which is free', () => {
    const gateways = stack()
      .all('aws_vpc_endpoint')
      .filter((endpoint) => endpoint.vpc_endpoint_type === 'Gateway');
    expect(gateways.map((endpoint) => endpoint.service_name)).toEqual([expect.stringMatching(/\.s3$/)]);
  });

  it('attaches every elastic address to a NAT gateway', () => {
    const nats = stack().all('aws_nat_gateway');
    expect(nats).toHaveLength(
      { none: 0, one: 1, 'per-zone': stack().environment.network.zones.length }[
        stack().environment.network.nat
      ],
    );
    for (const address of stack().all('aws_eip')) {
      expect(nats.some((nat) => stack().refersTo(nat, address))).toBe(true);
    }
  });
});
