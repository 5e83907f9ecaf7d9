import type { Construct } from 'constructs';
import {
  VpcSecurityGroupEgressRule,
  type VpcSecurityGroupEgressRuleConfig,
} from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { exempt } from '@slipway/core';
import { ruleDescription } from './rule-description';

/** Something with a network address that others may be allowed to reach. */
export interface Connectable {
  readonly connections: Connections;
}

/** First and last port of a range. */
export type PortRange = readonly [number, number];

export interface ConnectionsProps {
  /** Rules become its children. */
  readonly scope: Construct;
  readonly securityGroupId: string;
  /** What the rules of other groups call this one in their ids. */
  readonly name: string;
  /** TCP port that this side listens on. @default none: each rule says its own */
  readonly port?: number;
}

/**
 * Who may talk to whom, said once and in one direction: `listener.connections.allowFrom(caller, 'why')` opens the
 * listener's door and the caller's way out. One Terraform resource per rule, TCP only, nothing else is open. A range of
 * ports is for a caller of ours alone: everybody else gets one.
 */
export class Connections {
  readonly securityGroupId: string;
  private readonly scope: Construct;
  private readonly name: string;
  private readonly port?: number;

  constructor(props: ConnectionsProps) {
    this.scope = props.scope;
    this.securityGroupId = props.securityGroupId;
    this.name = props.name;
    this.port = props.port;
  }

  /**
   * @param description why; shown in the AWS console on both rules
   * @param port @default the port that this side listens on
   * @throws Error when neither side names a port, or AWS would refuse the description
   */
  allowFrom(caller: Connectable, description: string, port?: number | PortRange): void {
    const other = caller.connections;
    const on = typeof port === 'object' ? port : this.portFor(port);
    const named = typeof on === 'number' ? on : on.join('-');
    this.addIngress(`from-${other.name}-${named}`, on, description, {
      referencedSecurityGroupId: other.securityGroupId,
    });
    other.addEgress(`to-${this.name}-${named}`, on, description, {
      referencedSecurityGroupId: this.securityGroupId,
    });
  }

  /** The same as `listener.connections.allowFrom(this)`, where the caller reads better first. */
  allowTo(listener: Connectable, description: string, port?: number): void {
    listener.connections.allowFrom({ connections: this }, description, port);
  }

  /**
   * Lets in the addresses of a prefix list. It counts with its full weight against the 60 rules of a group: CloudFront's
   * own list takes 55 of them.
   *
   * @param name short noun for the rule's id, such as `cloudfront`
   * @param prefixListId its id; who looks it up is the caller's business
   */
  allowFromPrefixList(name: string, prefixListId: string, description: string, port?: number): void {
    const on = this.portFor(port);
    this.addIngress(`from-${name}-${on}`, on, description, { prefixListId });
  }

  /** Opens a port to the internet (IPv4). */
  allowFromAnywhere(description: string, port: number): void {
    const rule = this.addIngress(`from-anywhere-${port}`, port, description, { cidrIpv4: ANYWHERE });
    if (port === 80) {
      exempt(rule, 'CKV_AWS_260', description);
    }
  }

  /** Lets in an address block, such as the VPC's own. */
  allowFromAddresses(name: string, cidr: string, description: string, port?: number): void {
    const on = this.portFor(port);
    this.addIngress(`from-${name}-${on}`, on, description, { cidrIpv4: cidr });
  }

  /** Lets this side call any address (IPv4) on one port, such as 443 for third-party APIs. */
  allowToInternet(port: number, description: string): void {
    this.addEgress(`to-internet-${port}`, port, description, { cidrIpv4: ANYWHERE });
  }

  private addIngress(
    id: string,
    port: number | PortRange,
    description: string,
    source: Partial<VpcSecurityGroupIngressRuleConfig>,
  ): VpcSecurityGroupIngressRule {
    const rule = new VpcSecurityGroupIngressRule(this.scope, id, {
      ...source,
      securityGroupId: this.securityGroupId,
      ipProtocol: 'tcp',
      ...rangeOf(port),
      description: ruleDescription(description),
    });
    if (source.cidrIpv4 === undefined) exemptWatchedPorts(rule, rangeOf(port));
    return rule;
  }

  private addEgress(
    id: string,
    port: number | PortRange,
    description: string,
    target: Partial<VpcSecurityGroupEgressRuleConfig>,
  ): void {
    new VpcSecurityGroupEgressRule(this.scope, id, {
      ...target,
      securityGroupId: this.securityGroupId,
      ipProtocol: 'tcp',
      ...rangeOf(port),
      description: ruleDescription(description),
    });
  }

  private portFor(port: number | undefined): number {
    const chosen = port ?? this.port;
    if (chosen === undefined) {
      throw new Error(`"${this.name}" listens on no port of its own: name the port in the call.`);
    }
    return chosen;
  }
}

const ANYWHERE = '0.0.0.0/0';

/** Ports that Checkov wants closed to the internet, each with its rule. */
const WATCHED_PORTS: { readonly [rule: string]: number } = {
  CKV_AWS_24: 22,
  CKV_AWS_25: 3389,
  CKV_AWS_260: 80,
};

/** Of such a rule Checkov knows addresses alone: what names another group or a list, it takes for open to everybody. */
function exemptWatchedPorts(
  rule: VpcSecurityGroupIngressRule,
  { fromPort, toPort }: { readonly fromPort: number; readonly toPort: number },
): void {
  for (const [watched, port] of Object.entries(WATCHED_PORTS)) {
    if (fromPort > port || toPort < port) continue;
    exempt(rule, watched, 'Not open to addresses: it lets in members of one group, or of one list of AWS');
  }
}

function rangeOf(port: number | PortRange): { readonly fromPort: number; readonly toPort: number } {
  const [fromPort, toPort] = typeof port === 'number' ? [port, port] : port;
  return { fromPort, toPort };
}
