import { ENDPOINTS_WITHOUT_NAT } from './endpoints';
import { Network, type NetworkProps } from './network';
import { Synthesized, type Attributes } from '@slipway/testing';

const defaults: NetworkProps = {
  environment: { app: 'acme', name: 'prod' },
  cidr: '10.0.0.0/16',
  zones: ['eu-west-1a', 'eu-west-1b'],
  nat: 'one',
  account: '111111111111',
  region: 'eu-west-1',
  key: { arn: 'arn:key' },
  logRetentionDays: 365,
};
const THREE_ZONES = { zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] };

function make(props: Partial<NetworkProps> = {}): Synthesized & { network: Network } {
  let network: Network | undefined;
  const result = new Synthesized((stack) => {
    network = new Network(stack, 'network', { ...defaults, ...props });
  });
  return Object.assign(result, { network: network! });
}

function policy(json: unknown): { Statement: { Action: unknown; Resource: unknown; Condition: unknown }[] } {
  return JSON.parse(String(json));
}

describe('subnets', () => {
  test('one public, private and isolated subnet in each zone', () => {
    const subnets = make(THREE_ZONES).all('aws_subnet');
    expect(subnets).toHaveLength(9);
    for (const zone of THREE_ZONES.zones) {
      expect(subnets.filter((subnet) => subnet.availability_zone === zone)).toHaveLength(3);
    }
  });

  test('a plan refuses zones that the account lacks, and says which it has', () => {
    const [zones] = make().data('aws_availability_zones');
    expect(zones?.filter).toEqual([
      { name: 'zone-name', values: [...'abcdef'].map((letter) => `eu-west-1${letter}`) },
    ]);
    expect(zones?.lifecycle).toEqual({
      postcondition: [
        {
          condition:
            '${length(self.names) == 0 || length(setsubtract(["eu-west-1a","eu-west-1b"], self.names)) == 0}',
          error_message: expect.stringMatching(
            /^This account has no zone .* name the letters of 2 or 3 of them/,
          ),
        },
      ],
    });
  });

  test('no subnet hands out public addresses', () => {
    const handsOut = make()
      .all('aws_subnet')
      .map((subnet) => subnet.map_public_ip_on_launch);
    expect(new Set(handsOut)).toEqual(new Set([false]));
  });

  test('a third zone changes nothing about the first two', () => {
    const two = make();
    const three = make(THREE_ZONES);
    expect(two.addresses('aws_subnet')).toHaveLength(6);
    for (const address of two.addresses('aws_subnet')) {
      expect(three.get('aws_subnet', address)).toEqual(two.get('aws_subnet', address));
    }
  });

  test('what is placed in a public subnet waits for the route to the internet', () => {
    const result = make();
    const [id] = result.network.publicSubnetIds;
    const association = result.get('aws_route_table_association', 'network_public_association-1');
    expect(id).toBeDefined();
    expect(association.depends_on).toEqual([
      expect.stringMatching(/^aws_route\.network_public_default-route-1_/),
    ]);
    expect(result.get('aws_nat_gateway').subnet_id).toMatch(
      /^\$\{aws_route_table_association\.network_public_association-1_\w+\.subnet_id\}$/,
    );
  });
});

describe('routes', () => {
  const defaultRoutes = (result: Synthesized, tier: string): readonly Attributes[] =>
    result
      .addresses('aws_route')
      .filter((address) => address.startsWith(`network_${tier}_`))
      .map((address) => result.get('aws_route', address));

  test('public subnets share one table that leads to the internet gateway', () => {
    const result = make(THREE_ZONES);
    const [route, ...more] = defaultRoutes(result, 'public');
    expect(route).toMatchObject({ destination_cidr_block: '0.0.0.0/0' });
    expect(route?.gateway_id).toContain('aws_internet_gateway.');
    expect(more).toEqual([]);
  });

  test.each(['none', 'one', 'per-zone'] as const)('isolated subnets lead nowhere (NAT %s)', (nat) => {
    expect(defaultRoutes(make({ nat }), 'isolated')).toEqual([]);
  });

  test('each zone has its own private table', () => {
    const result = make(THREE_ZONES);
    const tables = [1, 2, 3].map(
      (number) =>
        result.get('aws_route_table_association', `network_private_association-${number}`).route_table_id,
    );
    expect(new Set(tables).size).toBe(3);
  });

  test.each([
    ['none', 0, 0],
    ['one', 1, 1],
    ['per-zone', 3, 3],
  ] as const)('NAT %s makes %d gateways, and private routes lead to %d of them', (nat, gateways, targets) => {
    const result = make({ ...THREE_ZONES, nat });
    const led = defaultRoutes(result, 'private').map((route) => route.nat_gateway_id);
    expect(result.all('aws_nat_gateway')).toHaveLength(gateways);
    expect(result.all('aws_eip')).toHaveLength(gateways);
    expect(led).toHaveLength(nat === 'none' ? 0 : 3);
    expect(new Set(led).size).toBe(targets);
  });

  test('gateways per zone lie in the zone they serve', () => {
    const result = make({ nat: 'per-zone' });
    expect(result.get('aws_nat_gateway', 'network_nat_gateway-2').subnet_id).toContain(
      'public_association-2',
    );
    expect(result.get('aws_route', 'network_private_default-route-2').nat_gateway_id).toContain('gateway-2');
  });
});

describe('endpoints', () => {
  const interfaces = (result: Synthesized) =>
    result.all('aws_vpc_endpoint').filter((endpoint) => endpoint.vpc_endpoint_type === 'Interface');

  test.each(['none', 'one', 'per-zone'] as const)(
    'S3 is reached for free from private subnets (NAT %s)',
    (nat) => {
      const s3 = make({ nat }).get('aws_vpc_endpoint', 'network_endpoints_s3');
      expect(s3).toMatchObject({ vpc_endpoint_type: 'Gateway', service_name: 'com.amazonaws.eu-west-1.s3' });
      expect(s3.route_table_ids).toEqual([
        expect.stringContaining('network_private_routes-1'),
        expect.stringContaining('network_private_routes-2'),
      ]);
    },
  );

  test('without NAT there is an endpoint for all that tasks need', () => {
    const services = interfaces(make({ nat: 'none' })).map((endpoint) => endpoint.service_name);
    expect(services).toEqual(ENDPOINTS_WITHOUT_NAT.map((service) => `com.amazonaws.eu-west-1.${service}`));
  });

  test('with NAT there is none, unless asked for', () => {
    expect(interfaces(make({ nat: 'one' }))).toEqual([]);
    expect(interfaces(make({ nat: 'one', endpoints: ['ecr.api'] }))).toHaveLength(1);
  });

  test('only the VPC may call them, on 443', () => {
    const result = make({ nat: 'none' });
    expect(result.get('aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.0.0.0/16',
      from_port: 443,
      to_port: 443,
    });
    expect(interfaces(result)).toEqual(
      ENDPOINTS_WITHOUT_NAT.map(() =>
        expect.objectContaining({
          security_group_ids: [expect.stringContaining('endpoints_security-group')],
          private_dns_enabled: true,
        }),
      ),
    );
  });
});

test('the default security group has no rule', () => {
  expect(make().get('aws_default_security_group')).toMatchObject({ ingress: [], egress: [] });
});

describe('flow logs', () => {
  test('all traffic goes to an encrypted log group with an end', () => {
    const result = make();
    const logGroup = result.get('aws_cloudwatch_log_group');
    expect(logGroup).toMatchObject({ name: '/vpc/acme-prod', retention_in_days: 365, kms_key_id: 'arn:key' });
    expect(result.get('aws_flow_log')).toMatchObject({ traffic_type: 'ALL' });
    expect(result.get('aws_flow_log').log_destination).toContain(
      'aws_cloudwatch_log_group.network_flow-logs',
    );
    expect(Synthesized.exemptions(logGroup)).toEqual([]);
  });

  test('short retention and a missing key are recorded', () => {
    const logGroup = make({ key: undefined, logRetentionDays: 30 }).get('aws_cloudwatch_log_group');
    expect(Synthesized.exemptions(logGroup)).toEqual(['CKV_AWS_158', 'CKV_AWS_338']);
  });

  test('the role is assumed for flow logs of this account only', () => {
    const [statement] = policy(make().get('aws_iam_role').assume_role_policy).Statement;
    expect(statement?.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '111111111111' },
      ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-west-1:111111111111:vpc-flow-log/*' },
    });
  });

  test('the role may write this one log group and create none', () => {
    const [statement, ...more] = policy(make().get('aws_iam_role_policy').policy).Statement;
    expect(more).toEqual([]);
    expect(statement?.Action).not.toContain('logs:CreateLogGroup');
    const { address } = /^\$\{(?<address>aws_cloudwatch_log_group\.[\w-]+)\.arn\}$/.exec(
      String(make().get('aws_flow_log').log_destination),
    )!.groups!;
    expect(statement?.Resource).toEqual([`\${${address}.arn}`, `\${${address}.arn}:*`]);
  });
});

describe('signals', () => {
  test.each([
    ['none', []],
    ['one', ['nat-ports-1']],
    ['per-zone', ['nat-ports-1', 'nat-ports-2']],
  ] as const)('NAT %s watches its gateways', (nat, ids) => {
    expect(make({ nat }).network.signals.map((signal) => signal.id)).toEqual(ids);
  });

  test('one refused connection is enough', () => {
    expect(make().network.signals).toMatchObject([
      {
        metric: { namespace: 'AWS/NATGateway', name: 'ErrorPortAllocation', statistic: 'Sum' },
        comparison: 'above',
        threshold: 0,
        periods: 1,
      },
    ]);
  });
});
