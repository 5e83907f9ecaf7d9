import type { AccountOptions } from '../credentials';
import type { AccountFacts, KnownTargetGroup, VpcById } from '../ecs/validation/account-facts';
import type { Backend } from '../gateway/backend';
import type { LoadBalancers } from '../load-balancer/load-balancers';

/** What ECS asks other services for, of moto, and of the load balancers whose rules are followed here. */
export class MotoAccount implements AccountFacts {
  constructor(
    private readonly backend: Backend,
    private readonly balancers: Pick<LoadBalancers, 'isUsed'>,
  ) {}

  async subnets(where: AccountOptions, ids: readonly string[]): Promise<VpcById> {
    const xml = await this.backend.in(where).query('ec2', 'DescribeSubnets', filter('subnet-id', ids));
    return vpcs(xml, /<subnetArn>[^<]*\/([^</]*)</g);
  }

  async securityGroups(where: AccountOptions, ids: readonly string[]): Promise<VpcById> {
    const xml = await this.backend.in(where).query('ec2', 'DescribeSecurityGroups', filter('group-id', ids));
    return vpcs(xml, /<securityGroupArn>[^<]*\/([^</]*)</g);
  }

  async targetGroup(where: AccountOptions, arn: string): Promise<KnownTargetGroup | undefined> {
    const { TargetGroups } = await this.backend
      .in(where)
      .balancers.describeTargetGroups({ TargetGroupArns: [arn] })
      .catch(() => ({ TargetGroups: [] }));
    const [group] = TargetGroups ?? [];
    if (!group) return undefined;
    // moto does not follow a rule that is changed, and the load balancers here know none but application ones.
    const isForeign = !/^HTTPS?$/.test(group.Protocol ?? 'HTTP');
    return {
      targetType: group.TargetType ?? 'instance',
      isUsed: isForeign
        ? (group.LoadBalancerArns ?? []).length > 0
        : group.TargetType !== 'ip' || (await this.balancers.isUsed(where, arn)),
    };
  }

  async hasRole(where: AccountOptions, arn: string): Promise<boolean> {
    const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
    const xml = await this.backend.in(where).query('iam', 'GetRole', { RoleName });
    return xml.includes(`<Arn>${arn}</Arn>`) || (!arn.startsWith('arn:') && xml.includes('<RoleName>'));
  }
}

function filter(name: string, values: readonly string[]): { readonly [parameter: string]: string } {
  const listed = values.map((value, index) => [`Filter.1.Value.${index + 1}`, value]);
  return { 'Filter.1.Name': name, ...Object.fromEntries(listed) };
}

/** Each item has its ARN and its VPC once, in whatever order. */
function vpcs(xml: string, arn: RegExp): VpcById {
  const ids = [...xml.matchAll(arn)].map(([, id = '']) => id);
  const found = [...xml.matchAll(/<vpcId>([^<]*)</g)].map(([, vpc = '']) => vpc);
  return new Map(ids.map((id, index) => [id, found[index] ?? '']));
}
