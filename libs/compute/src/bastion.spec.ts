import { Bastion } from './bastion';
import { sample, sampleNetwork } from './sample-parts';
import { Synthesized } from '@slipway/testing';

const result = new Synthesized((stack) => {
  new Bastion(stack, 'bastion', { ...sample, network: sampleNetwork(stack) });
});
const template = result.get('aws_launch_template');

test('it is closed: none runs until someone asks, and never two', () => {
  const group = result.get('aws_autoscaling_group');
  expect(group).toMatchObject({ name: 'acme-prod-bastion', min_size: 0, max_size: 1 });
  expect(group).not.toHaveProperty('desired_capacity');
});

test('it sits in a private subnet without a public address', () => {
  expect(result.get('aws_autoscaling_group').vpc_zone_identifier).toEqual([
    expect.stringContaining('network_private_'),
    expect.stringContaining('network_private_'),
  ]);
  expect(template.network_interfaces).toMatchObject([{ associate_public_ip_address: 'false' }]);
});

test('nothing reaches it, and it reaches Session Manager', () => {
  expect(result.all('aws_vpc_security_group_ingress_rule')).toEqual([]);
  expect(result.get('aws_vpc_security_group_egress_rule')).toMatchObject({ from_port: 443, to_port: 443 });
});

test('there is no key pair and no user data', () => {
  expect(template).not.toHaveProperty('key_name');
  expect(template).not.toHaveProperty('user_data');
});

test('its metadata needs a token that cannot leave the instance', () => {
  expect(template.metadata_options).toMatchObject({
    http_tokens: 'required',
    http_put_response_hop_limit: 1,
  });
});

test('its disk is encrypted and dies with it', () => {
  expect(template.block_device_mappings).toMatchObject([
    { ebs: { encrypted: 'true', volume_size: 8, delete_on_termination: 'true' } },
  ]);
});

test('its image is looked up at launch, so that plans do not follow releases of Amazon Linux', () => {
  expect(template.image_id).toMatch(/^resolve:ssm:\/aws\/service\/ami-amazon-linux-latest\//);
});

test('it may talk to Session Manager and do nothing else', () => {
  expect(result.get('aws_iam_role_policy_attachment', 'bastion_session-manager').policy_arn).toBe(
    'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
  );
  expect(result.addresses('aws_iam_role_policy').filter((address) => address.startsWith('bastion'))).toEqual(
    [],
  );
});
