import type { Action, Listener, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BalancerReader } from './read-model';

export const WHERE = { account: '222222222222', region: 'eu-west-1' };

const ARN = `arn:aws:elasticloadbalancing:${WHERE.region}:${WHERE.account}`;
export const BALANCER = `${ARN}:loadbalancer/app/acme-test/1111111111111111`;
export const DNS_NAME = 'acme-test-1.eu-west-1.elb.amazonaws.com';
export const GROUP = `${ARN}:targetgroup/web/2222222222222222`;
export const FORWARD: Action = { Type: 'forward', TargetGroupArn: GROUP };

type Listed = Pick<Listener, 'Protocol' | 'Port' | 'DefaultActions'> & { readonly rules?: readonly Rule[] };

/** What moto would answer, for specs: one load balancer and one target group, to be changed at will. */
export class SampleBalancers {
  listeners: readonly Listed[] = [{ Protocol: 'HTTPS', Port: 443, DefaultActions: [FORWARD] }];
  attributes: { readonly [key: string]: string } = {};
  groupAttributes: { readonly [key: string]: string } = {};
  group: TargetGroup = {};
  /** Groups beside the one that is always there. */
  others: readonly TargetGroup[] = [];
  gone = false;
  /** Times that the model was read. */
  reads = 0;

  readonly backend = { in: () => ({ balancers: this.reader }) };

  private readonly reader = {
    describeLoadBalancers: async () => {
      this.reads += 1;
      const LoadBalancers = [
        { LoadBalancerArn: BALANCER, LoadBalancerName: 'acme-test', DNSName: DNS_NAME, Type: 'application' },
      ];
      return { LoadBalancers: this.gone ? [] : LoadBalancers };
    },
    describeLoadBalancerAttributes: async () => ({ Attributes: pairs(this.attributes) }),
    describeListeners: async () => ({
      Listeners: this.listeners.map((listener) => ({ ...listener, ListenerArn: listenerArn(listener.Port) })),
    }),
    describeRules: async ({ ListenerArn }: { ListenerArn?: string }) => ({
      Rules: [
        ...(this.listeners.find(({ Port }) => listenerArn(Port) === ListenerArn)?.rules ?? []),
        { Priority: 'default', IsDefault: true },
      ],
    }),
    describeTargetGroups: async () => ({
      TargetGroups: this.gone
        ? []
        : [
            {
              TargetGroupArn: GROUP,
              TargetType: 'ip' as const,
              Port: 3000,
              HealthCheckPort: 'traffic-port',
              HealthCheckPath: '/healthz',
              HealthCheckIntervalSeconds: 1,
              // Long, for a machine that is busy: an answer counts whenever it comes.
              HealthCheckTimeoutSeconds: 100,
              HealthyThresholdCount: 3,
              UnhealthyThresholdCount: 2,
              Matcher: { HttpCode: '200' },
              ...this.group,
            },
            ...this.others,
          ],
    }),
    describeTargetGroupAttributes: async () => ({ Attributes: pairs(this.groupAttributes) }),
    // The SDK's methods are overloaded with callbacks, which nobody here uses.
  } as unknown as BalancerReader;
}

function listenerArn(port = 0): string {
  return `${ARN}:listener/app/acme-test/1111111111111111/${port}`;
}

function pairs(values: { readonly [key: string]: string }) {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}
