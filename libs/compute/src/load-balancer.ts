import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule, type LbListenerRuleCondition } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  exempt,
  IDLE_TIMEOUT_SECONDS,
  physicalName,
  type BucketRef,
  type EnvironmentId,
  type Monitored,
  type Removal,
  type Signal,
} from '@slipway/core';
import { SecurityGroup, type Connectable, type Connections, type Network } from '@slipway/network';
import { loadBalancerSignals } from './signals';

/**
 * Who may send requests.
 * - `public`: everybody; 80 redirects to 443
 * - `behind-cdn`: CloudFront's addresses only, and of those only the distribution that knows the secret header,
 *   because the addresses are shared by every distribution of every AWS customer; with `direct`, everybody else as well
 */
export type Exposure = 'public' | BehindCdn;

export interface BehindCdn {
  readonly mode: 'behind-cdn';
  /** For the time in which the CDN is switched on or off: some users come through it, and some by themselves. @default false */
  readonly direct?: boolean;
  /** Id of the managed prefix list `com.amazonaws.global.cloudfront.origin-facing`. */
  readonly prefixListId: string;
  /** Two accepted values let the secret be rotated without a gap. References, never literals: they are secrets. */
  readonly originHeader: { readonly name: string; readonly values: readonly string[] };
}

export interface LoadBalancerProps {
  readonly environment: EnvironmentId;
  readonly removal: Removal;
  readonly network: Network;
  readonly exposure: Exposure;
  /** For the host name that users type, which CloudFront passes on with pages, and for the name it asks assets by. */
  readonly certificateArn: string;
  /** Its policy must let log delivery write, and it takes SSE-S3 encryption only. */
  readonly accessLogs: BucketRef;
  /** p95 response time that raises an alarm. */
  readonly latencySeconds: number;
  /**
   * Seconds after which a silent connection is closed. The app must keep its side open longer (Node's default is 5 s),
   * or requests now and then meet a closed connection and get a 502.
   *
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
}

/**
 * The environment's application load balancer: TLS ends here, what is not routed is refused.
 *
 * @example
 * new LoadBalancer(stack, 'load-balancer', {
 *   environment, removal, network, exposure: 'public', certificateArn, accessLogs, latencySeconds: 2,
 * });
 * Cost: about 17 USD a month plus 6 USD for each capacity unit in steady use (us-east-1, list price 2026-11).
 */
export class LoadBalancer extends Construct implements Connectable, Monitored {
  readonly connections: Connections;
  readonly dnsName: string;
  /** Hosted zone of `dnsName`, for alias records. */
  readonly zoneId: string;
  /** To depend on by whatever needs the load balancer to present its certificate. */
  readonly ready: ITerraformDependable;
  /** What CloudWatch calls it. */
  readonly arnSuffix: string;
  readonly signals: readonly Signal[];
  private readonly exposure: Exposure;
  private readonly httpsListener: LbListener;
  private routed?: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.exposure = props.exposure;
    const securityGroup = this.createSecurityGroup(props.network);
    const balancer = this.createBalancer(props, securityGroup.id);
    this.httpsListener = this.createHttpsListener(balancer, props.certificateArn);
    if (this.isOpen) this.createRedirect(balancer);

    this.ready = this.httpsListener;
    this.connections = securityGroup.connections;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.arnSuffix = balancer.arnSuffix;
    this.signals = loadBalancerSignals(balancer.arnSuffix, props.latencySeconds);
  }

  /**
   * Sends every admitted request to a target group. Depend on the returned rule: ECS refuses a service whose target
   * group no load balancer knows yet.
   *
   * @param name of the service, part of the rule's Terraform address
   * @throws Error when another service has the traffic already
   */
  route(name: string, targetGroupArn: string): LbListenerRule {
    if (this.routed !== undefined) {
      throw new Error(
        `The load balancer sends all requests to "${this.routed}", it cannot send them to "${name}" as well. ` +
          'Give the load balancer to one service only; others are reached inside the network.',
      );
    }
    this.routed = name;
    return new LbListenerRule(this, `route-${name}`, {
      listenerArn: this.httpsListener.arn,
      priority: 100,
      condition: [this.admission()],
      action: [{ type: 'forward', targetGroupArn }],
    });
  }

  private get isOpen(): boolean {
    return this.exposure === 'public' || this.exposure.direct === true;
  }

  private createSecurityGroup(network: Network): SecurityGroup {
    const group = new SecurityGroup(this, 'security-group', {
      network,
      description: 'Load balancer',
      port: 443,
    });
    if (this.isOpen) {
      group.connections.allowFromAnywhere('HTTPS from users', 443);
      group.connections.allowFromAnywhere('HTTP from users, answered by a redirect to HTTPS', 80);
    }
    if (this.exposure !== 'public') {
      const { prefixListId } = this.exposure;
      group.connections.allowFromPrefixList('cloudfront', prefixListId, 'HTTPS from CloudFront');
    }
    return group;
  }

  private createBalancer(props: LoadBalancerProps, securityGroupId: string): Lb {
    const balancer = new Lb(this, 'balancer', {
      name: physicalName('load-balancer', props.environment),
      loadBalancerType: 'application',
      internal: false,
      subnets: [...props.network.publicSubnetIds],
      securityGroups: [securityGroupId],
      idleTimeout: props.idleTimeoutSeconds ?? IDLE_TIMEOUT_SECONDS,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      enableDeletionProtection: props.removal === 'protect',
      accessLogs: { bucket: props.accessLogs.name, enabled: true },
    });
    if (props.removal !== 'protect') {
      exempt(balancer, 'CKV_AWS_150', 'Only production is protected from deletion; it holds no data.');
    }
    const firewall = !this.isOpen
      ? 'The firewall sits on CloudFront, and nothing else reaches the load balancer.'
      : this.exposure === 'public'
        ? 'Without the CDN there is no firewall: AWS WAF is an option of the CDN.'
        : 'The CDN is being switched on or off: until that is done, users reach the load balancer past the firewall.';
    exempt(balancer, 'CKV2_AWS_28', firewall);
    return balancer;
  }

  private createHttpsListener(balancer: Lb, certificateArn: string): LbListener {
    return new LbListener(this, 'https', {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: 'HTTPS',
      // What AWS recommends and its console chooses: TLS 1.3 and 1.2, forward secrecy and AEAD ciphers only,
      // post-quantum key exchange where the client has it.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
      certificateArn,
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: { contentType: 'text/plain', messageBody: 'Forbidden', statusCode: '403' },
        },
      ],
    });
  }

  private createRedirect(balancer: Lb): void {
    new LbListener(this, 'http', {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [
        { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } },
      ],
    });
  }

  private admission(): LbListenerRuleCondition {
    if (this.exposure === 'public' || this.exposure.direct) return { pathPattern: { values: ['/*'] } };
    const { name, values } = this.exposure.originHeader;
    return { httpHeader: { httpHeaderName: name, values: [...values] } };
  }
}
