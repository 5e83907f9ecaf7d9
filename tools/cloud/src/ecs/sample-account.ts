import type { AccountOptions } from '../credentials';
import type { AccountFacts, KnownTargetGroup, VpcById } from './validation/account-facts';

export const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:222222222222:targetgroup/web/0123456789abcdef';

/** An account with what services need around them, and with nothing else. */
export class SampleAccount implements AccountFacts {
  readonly vpcs = new Map([
    ['subnet-1', 'vpc-1'],
    ['subnet-2', 'vpc-1'],
    ['subnet-elsewhere', 'vpc-2'],
    ['sg-1', 'vpc-1'],
    ['sg-elsewhere', 'vpc-2'],
  ]);
  readonly groups = new Map<string, KnownTargetGroup>([
    [GROUP, { targetType: 'ip', isUsed: true }],
    [`${GROUP}-instances`, { targetType: 'instance', isUsed: true }],
    [`${GROUP}-unused`, { targetType: 'ip', isUsed: false }],
  ]);
  readonly roles = new Set(['execution', 'task'].map((name) => `arn:aws:iam::222222222222:role/${name}`));
  /** How often other services were asked. */
  questions = 0;

  async subnets(_: AccountOptions, ids: readonly string[]): Promise<VpcById> {
    return this.known(ids);
  }

  async securityGroups(_: AccountOptions, ids: readonly string[]): Promise<VpcById> {
    return this.known(ids);
  }

  async targetGroup(_: AccountOptions, arn: string): Promise<KnownTargetGroup | undefined> {
    this.questions += 1;
    return this.groups.get(arn);
  }

  async hasRole(_: AccountOptions, arn: string): Promise<boolean> {
    this.questions += 1;
    return this.roles.has(arn);
  }

  private known(ids: readonly string[]): VpcById {
    this.questions += 1;
    return new Map([...this.vpcs].filter(([id]) => ids.includes(id)));
  }
}
