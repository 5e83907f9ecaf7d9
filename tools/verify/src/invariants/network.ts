import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';

const ANYWHERE = ['0.0.0.0/0', '::/0'];

function rules(stack: Stack, direction: 'ingress' | 'egress'): readonly Arguments[] {
  return stack.some(`aws_vpc_security_group_${direction}_rule`);
}

/** The rules that let the whole internet in or out. */
function open(stack: Stack, direction: 'ingress' | 'egress'): readonly Arguments[] {
  return rules(stack, direction).filter(
    (rule) => ANYWHERE.includes(String(rule.cidr_ipv4)) || ANYWHERE.includes(String(rule.cidr_ipv6)),
  );
}

export const network: Area = {
  area: 'network',
  claims: {
    'the VPC has the declared addresses': (stack) => {
      expect(stack.only('aws_vpc').cidr_block).toBe(stack.environment.network.cidr);
    },

    'the world comes in nowhere but at the load balancer, and there only without a CDN or beside it on request':
      (stack) => {
        const { cdn, direct } = stack.environment.edge;
        const ports = open(stack, 'ingress').map(({ from_port }) => from_port);
        expect(ports.sort()).toEqual(cdn && !direct ? [] : [443, 80]);
      },

    'CloudFront reaches the load balancer by its prefix list': (stack) => {
      const byList = rules(stack, 'ingress').filter(({ prefix_list_id: list }) => list !== undefined);
      expect(byList).toEqual(
        stack.environment.edge.cdn ? [expect.objectContaining({ from_port: 443, to_port: 443 })] : [],
      );
      expect(stack.text.includes('com.amazonaws.global.cloudfront.origin-facing')).toBe(
        stack.environment.edge.cdn,
      );
    },

    'a rule opens one port and says what for; the load balancer alone reaches all that an app may listen on':
      (stack) => {
        for (const rule of [...rules(stack, 'ingress'), ...rules(stack, 'egress')]) {
          expect(rule).toMatchObject({ description: expect.stringMatching(/\w{3}/), ip_protocol: 'tcp' });
          const ofBalancer = [rule.security_group_id, rule.referenced_security_group_id]
            .map(String)
            .some((id) => id.includes('aws_security_group.load-balancer_'));
          const ofApp = rule.from_port === 1024 && rule.to_port === 65535;
          if (rule.to_port !== rule.from_port)
            expect({ ofBalancer, ofApp }).toEqual({ ofBalancer: true, ofApp: true });
        }
      },

    'nothing goes out to the world but HTTPS': (stack) => {
      const ports = new Set(open(stack, 'egress').map(({ from_port }) => from_port));
      expect([...ports]).toEqual([443]);
    },

    'every security group is described, and keeps no rules inline': (stack) => {
      for (const group of stack.some('aws_security_group')) {
        expect(group.description).toEqual(expect.stringMatching(/\w{3}/));
        expect(group).not.toHaveProperty('ingress');
        expect(group).not.toHaveProperty('egress');
      }
    },

    'the default security group is locked': (stack) => {
      expect(stack.only('aws_default_security_group')).toMatchObject({ ingress: [], egress: [] });
    },

    'each zone has three subnets, and none gives out public addresses by itself': (stack) => {
      const { zones } = stack.environment.network;
      const subnets = stack.all('aws_subnet');
      expect(subnets.map(({ availability_zone }) => availability_zone).sort()).toEqual(
        zones.flatMap((zone) => [zone, zone, zone]).sort(),
      );
      expect(zones.length).toBeGreaterThanOrEqual(2);
      expect(new Set(subnets.map(({ map_public_ip_on_launch }) => map_public_ip_on_launch))).toEqual(
        new Set([false]),
      );
    },

    'all traffic is noted in a log group': (stack) => {
      const flowLog = stack.only('aws_flow_log');
      expect(flowLog.traffic_type).toBe('ALL');
      expect(stack.all('aws_cloudwatch_log_group').map(({ address }) => `\${${address}.arn}`)).toContain(
        flowLog.log_destination,
      );
    },

    'S3 is reached through a gateway endpoint, which is free': (stack) => {
      const gateways = stack
        .all('aws_vpc_endpoint')
        .filter(({ vpc_endpoint_type: type }) => type === 'Gateway')
        .map(({ service_name: name }) => name);
      expect(gateways).toEqual([`com.amazonaws.${stack.environment.aws.region}.s3`]);
    },

    'without internet access, and only then, AWS is reached through interface endpoints': (stack) => {
      const interfaces = stack
        .all('aws_vpc_endpoint')
        .filter(({ vpc_endpoint_type: type }) => type === 'Interface');
      expect(interfaces.length > 0).toBe(stack.environment.network.nat === 'none');
      for (const endpoint of interfaces) expect(endpoint.private_dns_enabled).toBe(true);
    },

    'there are as many NAT gateways as declared, each with an address, and no other address': (stack) => {
      const { nat, zones } = stack.environment.network;
      const gateways = stack.all('aws_nat_gateway');
      expect(gateways).toHaveLength({ none: 0, one: 1, 'per-zone': zones.length }[nat]);
      expect(gateways.map(({ allocation_id }) => allocation_id).sort()).toEqual(
        stack
          .all('aws_eip')
          .map(({ address }) => `\${${address}.id}`)
          .sort(),
      );
    },
  },
};
