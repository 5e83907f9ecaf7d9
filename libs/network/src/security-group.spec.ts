import { SecurityGroup } from './security-group';
import { Synthesized } from '@slipway/testing';

const network = { vpcId: 'vpc-1', environment: { app: 'acme', name: 'prod' } };
const make = (description = 'Web tasks') =>
  new Synthesized((stack) => new SecurityGroup(stack, 'web', { network, description }));

test('is shut: no rule, neither inline nor as a resource', () => {
  const result = make();
  expect(result.get('aws_security_group')).not.toHaveProperty('ingress');
  expect(result.get('aws_security_group')).not.toHaveProperty('egress');
  expect(result.all('aws_vpc_security_group_egress_rule')).toEqual([]);
});

test('says what is behind it and whose it is', () => {
  expect(make().get('aws_security_group')).toMatchObject({
    description: 'Web tasks',
    name_prefix: 'acme-prod-web-',
  });
});

test('is replaced by a second one before it goes', () => {
  expect(make().get('aws_security_group')).toMatchObject({ lifecycle: { create_before_destroy: true } });
});

test('refuses a description that AWS would refuse', () => {
  expect(() => make("the app's tasks")).toThrow('AWS refuses the character');
});
