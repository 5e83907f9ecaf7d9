import type { Cloud } from '../cloud';
import { BackendClients } from '../gateway/backend-clients';
import type { AccountServices } from '../gateway/backend';
import { LoadBalancers } from '../load-balancer/load-balancers';
import { SampleCloud } from '../sample-cloud';
import { MotoAccount } from './moto-account';

const WHERE = { account: '222222222222', region: 'eu-west-1' };
const sample = new SampleCloud();
let cloud: Cloud;
let services: AccountServices;
let balancers: LoadBalancers;
let account: MotoAccount;
let vpc: string;
let subnets: string[];

const all = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>(.*?)<`, 'g'))].map(([, text = '']) => text);

beforeAll(async () => {
  cloud = await sample.start();
  const backend = new BackendClients(cloud.endpoint);
  services = backend.in(WHERE);
  balancers = new LoadBalancers({ backend });
  account = new MotoAccount(backend, balancers);
  const described = await services.query('ec2', 'DescribeSubnets', {});
  subnets = all(described, 'subnetId').slice(0, 2);
  vpc = all(described, 'vpcId')[0] ?? '';
});

afterAll(async () => {
  await balancers.service.stop();
  await sample.remove();
});

test('subnets and security groups that are there have their VPC', async () => {
  const made = await services.query('ec2', 'CreateSecurityGroup', {
    ...{ GroupName: 'web', GroupDescription: 'web', VpcId: vpc },
  });
  const [group = ''] = all(made, 'groupId');
  expect(await account.subnets(WHERE, [...subnets, 'subnet-none'])).toEqual(
    new Map(subnets.map((subnet) => [subnet, vpc])),
  );
  expect(await account.securityGroups(WHERE, [group, 'sg-none'])).toEqual(new Map([[group, vpc]]));
  expect(await account.subnets({ ...WHERE, account: '333333333333' }, subnets)).toEqual(new Map());
});

test('a role is known by its ARN, path included', async () => {
  const create = (RoleName: string, Path: string) =>
    services.query('iam', 'CreateRole', { RoleName, Path, AssumeRolePolicyDocument: '{}' });
  await create('plain', '/');
  await create('deep', '/team/');
  const has = (name: string) => account.hasRole(WHERE, `arn:aws:iam::${WHERE.account}:role/${name}`);
  expect(await Promise.all(['plain', 'team/deep', 'deep', 'none'].map(has))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(await account.hasRole(WHERE, 'arn:aws:iam::333333333333:role/plain')).toBe(false);
  expect(await account.hasRole(WHERE, 'plain')).toBe(true);
});

test('a target group is used as soon as a listener or a rule leads to it, and no longer', async () => {
  const group = async (Name: string, TargetType: 'ip' | 'instance' = 'ip') => {
    const { TargetGroups } = await services.balancers.createTargetGroup({
      ...{ Name, TargetType, Protocol: 'HTTP', Port: 80, VpcId: vpc },
    });
    return TargetGroups?.[0]?.TargetGroupArn ?? '';
  };
  const [first, second] = [await group('first'), await group('second')];
  const isUsed = async (arn: string) => {
    await balancers.refresh(WHERE);
    return (await account.targetGroup(WHERE, arn))?.isUsed;
  };
  expect([await isUsed(first), await isUsed(second)]).toEqual([false, false]);
  const { LoadBalancers: made } = await services.balancers.createLoadBalancer({
    Name: 'web',
    Subnets: subnets,
  });
  const { Listeners } = await services.balancers.createListener({
    ...{ LoadBalancerArn: made?.[0]?.LoadBalancerArn, Protocol: 'HTTP', Port: 80 },
    DefaultActions: [{ Type: 'forward', TargetGroupArn: first }],
  });
  expect([await isUsed(first), await isUsed(second)]).toEqual([true, false]);
  await services.balancers.modifyListener({
    ListenerArn: Listeners?.[0]?.ListenerArn,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: second }],
  });
  expect([await isUsed(first), await isUsed(second)]).toEqual([false, true]);
  expect(await account.targetGroup(WHERE, await group('third', 'instance'))).toMatchObject({
    targetType: 'instance',
  });
  expect(await account.targetGroup(WHERE, `${first}0`)).toBeUndefined();
});
