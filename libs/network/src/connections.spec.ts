import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { SecurityGroup } from './security-group';
import { Synthesized } from '@slipway/testing';

const INGRESS = 'aws_vpc_security_group_ingress_rule';
const EGRESS = 'aws_vpc_security_group_egress_rule';
const network = { vpcId: 'vpc-1', environment: { app: 'acme', name: 'prod' } };

/** A caller `web` and a listener `database` on 5432, whose group sits inside a construct of that name. */
function between(connect: (web: SecurityGroup, database: SecurityGroup) => void): Synthesized {
  return new Synthesized((stack: TerraformStack) => {
    const web = new SecurityGroup(stack, 'web', { network, description: 'Web tasks' });
    const database = new SecurityGroup(new Construct(stack, 'database'), 'security-group', {
      network,
      description: 'Database',
      port: 5432,
    });
    connect(web, database);
  });
}

test('allowFrom opens the listener for the caller and the caller towards the listener, nothing more', () => {
  const result = between((web, database) => database.connections.allowFrom(web, 'Queries'));
  const web = expect.stringMatching(/^\$\{aws_security_group\.web_group_/);
  const rule = { ip_protocol: 'tcp', from_port: 5432, to_port: 5432, description: 'Queries' };
  expect(result.get(INGRESS)).toMatchObject({ ...rule, referenced_security_group_id: web });
  expect(result.get(EGRESS)).toMatchObject({ ...rule, security_group_id: web });
  expect(result.get(INGRESS).security_group_id).toBe(result.get(EGRESS).referenced_security_group_id);
});

test('a rule is named after both groups and the port, whatever the order of calls', () => {
  const result = between((web, database) => database.connections.allowFrom(web, 'Queries'));
  expect(result.addresses(INGRESS)).toEqual(['database_security-group_from-web-5432']);
  expect(result.addresses(EGRESS)).toEqual(['web_to-database-5432']);
});

test('a range is one rule on each side, named by its ends', () => {
  const result = between((web, database) => database.connections.allowFrom(web, 'Any', [1024, 65535]));
  for (const kind of [INGRESS, EGRESS]) {
    expect(result.get(kind)).toMatchObject({ from_port: 1024, to_port: 65535 });
  }
  expect(result.addresses(INGRESS)).toEqual(['database_security-group_from-web-1024-65535']);
});

test.each<[readonly [number, number], readonly string[]]>([
  [[1024, 65535], ['CKV_AWS_25']],
  [
    [20, 100],
    ['CKV_AWS_24', 'CKV_AWS_260'],
  ],
  [[4000, 5000], []],
])('of the ports %j that one group opens to another, the watched ones are on record', (range, rules) => {
  const result = between((web, database) => database.connections.allowFrom(web, 'Any', range));
  expect(Synthesized.exemptions(result.get(INGRESS))).toEqual(rules);
});

test('allowTo is allowFrom seen from the caller', () => {
  const from = between((web, database) => database.connections.allowFrom(web, 'Queries', 6432));
  const to = between((web, database) => web.connections.allowTo(database, 'Queries', 6432));
  expect(to).toEqual(from);
});

test('a listener without a port of its own needs one in the call', () => {
  expect(() => between((web, database) => web.connections.allowFrom(database, 'Queries'))).toThrow(
    '"web" listens on no port of its own',
  );
});

test('a prefix list is let in on the port of the listener', () => {
  const result = between((_, database) =>
    database.connections.allowFromPrefixList('cloudfront', 'pl-1', 'CloudFront'),
  );
  expect(result.get(INGRESS, 'database_security-group_from-cloudfront-5432')).toMatchObject({
    prefix_list_id: 'pl-1',
    from_port: 5432,
    description: 'CloudFront',
  });
  expect(result.all(EGRESS)).toEqual([]);
});

test('anyone is let in only by saying so', () => {
  const result = between((web) => web.connections.allowFromAnywhere('Browsers', 443));
  expect(result.get(INGRESS)).toMatchObject({ cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443 });
  expect(Synthesized.exemptions(result.get(INGRESS))).toEqual([]);
});

test('port 80 to the world leaves a record of why', () => {
  const result = between((web) => web.connections.allowFromAnywhere('Redirects to HTTPS', 80));
  expect(Synthesized.exemptions(result.get(INGRESS))).toEqual(['CKV_AWS_260']);
});

test('the way out to the internet is one port', () => {
  const result = between((web) => web.connections.allowToInternet(443, 'Third-party APIs'));
  expect(result.get(EGRESS)).toMatchObject({ cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443 });
  expect(result.all(INGRESS)).toEqual([]);
});

test('a description that AWS would refuse is refused here', () => {
  expect(() => between((web) => web.connections.allowToInternet(443, "Stripe's API"))).toThrow('AWS refuses');
  expect(() => between((web) => web.connections.allowFromAnywhere("Stripe's hooks", 443))).toThrow(
    'AWS refuses',
  );
});
