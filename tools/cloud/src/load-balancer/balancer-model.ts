import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Load balancers and target groups of one account and region, as declared. */
export interface BalancerModel {
  readonly balancers: readonly DeclaredBalancer[];
  /** Those whose targets are addresses. */
  readonly groups: readonly DeclaredGroup[];
  /** ARNs of the rest, whose targets cannot be processes. */
  readonly otherGroups: readonly string[];
}

export interface DeclaredBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly idleTimeoutSeconds: number;
  readonly dropInvalidHeaders: boolean;
  /** What happens to `X-Forwarded-For`. */
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  readonly listeners: readonly DeclaredListener[];
}

export interface DeclaredListener {
  readonly arn: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  /** As declared; on this machine it has another. */
  readonly port: number;
  /** By priority; the default comes last and takes everything. */
  readonly rules: readonly DeclaredRule[];
}

export interface DeclaredRule {
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
}

export interface DeclaredGroup {
  readonly arn: string;
  /** Of a target that is registered without one. */
  readonly port: number;
  /** Whether a load balancer sends it anything. */
  readonly inUse: boolean;
  readonly check: DeclaredCheck;
  readonly deregistrationDelaySeconds: number;
  readonly leastOutstanding: boolean;
}

export interface DeclaredCheck {
  /** `traffic-port`, or a number. */
  readonly port: string;
  readonly path: string;
  readonly codes: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}
