import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { Synthesized } from '@slipway/testing';
import { Zone, type ZoneProps } from './zone';

const target = { domainName: 'd111.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2' };

const defaults: ZoneProps = {
  environment: { app: 'acme', name: 'prod' },
  name: 'acme.example',
  zone: 'own',
  certificateAuthorities: [],
  delegations: {},
  removal: 'retain',
};

function make(differing: Partial<ZoneProps> = {}, use: (zone: Zone) => void = () => undefined) {
  return new Synthesized((stack) => {
    const zone = new Zone(stack, 'zone', { ...defaults, ...differing });
    use(zone);
  });
}

const records = (made: Synthesized, type: string) =>
  made.all('aws_route53_record').filter((record) => record.type === type);

test('an own zone is created and tells its name servers', () => {
  let servers: unknown;
  const made = make({}, (zone) => void (servers = zone.nameServers));
  expect(made.get('aws_route53_zone')).toMatchObject({ name: 'acme.example' });
  expect(made.resolve(servers)).toMatch(/^\$\{aws_route53_zone\.zone\w*\.name_servers\}$/);
});

test('an existing zone gets records and is not created', () => {
  const made = make({ zone: { id: 'Z123' } }, (zone) => {
    expect(zone.zoneId).toBe('Z123');
    expect(zone.nameServers).toBeUndefined();
    zone.alias(target);
  });
  expect(made.all('aws_route53_zone')).toEqual([]);
  expect(records(made, 'A')).toMatchObject([{ zone_id: 'Z123', name: 'acme.example' }]);
});

test('only Amazon may issue certificates for an own zone', () => {
  expect(records(make(), 'CAA')).toMatchObject([{ name: 'acme.example', records: ['0 issue "amazon.com"'] }]);
});

test('further authorities may be allowed, Amazon always is', () => {
  const certificateAuthorities = ['letsencrypt.org', 'amazon.com', 'pki.goog'];
  expect(records(make({ certificateAuthorities }), 'CAA')).toMatchObject([
    { records: ['0 issue "amazon.com"', '0 issue "letsencrypt.org"', '0 issue "pki.goog"'] },
  ]);
});

test('who may issue certificates for an existing zone is its owner’s business', () => {
  expect(records(make({ zone: { id: 'Z123' } }), 'CAA')).toEqual([]);
});

test.each(['A', 'AAAA'])('the host name points at its target by an %s record', (type) => {
  const made = make({}, (zone) => zone.alias(target));
  expect(records(made, type)).toMatchObject([
    {
      name: 'acme.example',
      alias: { name: target.domainName, zone_id: target.hostedZoneId, evaluate_target_health: false },
    },
  ]);
});

test('the load balancer gets a name of its own, over IPv4, once it presents its certificate', () => {
  let reference: string | undefined;
  const balancer = { domainName: 'acme-1.eu-west-1.elb.amazonaws.com', hostedZoneId: 'Z32O12XQLNTSW2' };
  const made = new Synthesized((stack) => {
    const zone = new Zone(stack, 'zone', defaults);
    const listener = new LbListener(stack, 'listener', {
      loadBalancerArn: 'arn:balancer',
      defaultAction: [],
    });
    reference = zone.origin('origin.acme.example', balancer, listener);
  });
  expect(made.resolve(reference)).toMatch(/^\$\{aws_route53_record\.zone_origin_\w+\.name\}$/);
  expect(records(made, 'AAAA')).toEqual([]);
  expect(records(made, 'A')).toMatchObject([
    {
      name: 'origin.acme.example',
      alias: { name: balancer.domainName, zone_id: balancer.hostedZoneId, evaluate_target_health: false },
      depends_on: [expect.stringMatching(/^aws_lb_listener\./)],
    },
  ]);
});

test('a subdomain is delegated to the name servers of its own zone', () => {
  const nameServers = ['ns-1.example.org', 'ns-2.example.org'];
  expect(records(make({ delegations: { staging: nameServers } }), 'NS')).toMatchObject([
    { name: 'staging', records: nameServers },
  ]);
});

test('a delegation keeps its address when another one leaves', () => {
  const staging = ['ns-1.example.org'];
  const [both, one] = [make({ delegations: { qa: staging, staging } }), make({ delegations: { staging } })];
  expect(both.addresses('aws_route53_record')).toEqual(
    expect.arrayContaining([...one.addresses('aws_route53_record')]),
  );
});

test('what an own zone does without is recorded', () => {
  expect(Synthesized.exemptions(make().get('aws_route53_zone'))).toEqual(['CKV2_AWS_38', 'CKV2_AWS_39']);
});

test.each([
  ['protect', { prevent_destroy: true }, false],
  ['retain', undefined, false],
  ['delete', undefined, true],
] as const)('removal %s', (removal, lifecycle, forceDestroy) => {
  const zone = make({ removal }).get('aws_route53_zone');
  expect(zone.lifecycle).toEqual(lifecycle);
  expect(zone.force_destroy).toBe(forceDestroy);
});
