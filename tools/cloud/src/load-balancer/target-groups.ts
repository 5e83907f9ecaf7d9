import type { AccountOptions } from '../credentials';

export interface Target {
  /** Address on this machine. */
  readonly id: string;
  readonly port: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-states */
export interface TargetHealth {
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  /** Such as `Target.ResponseCodeMismatch`. */
  readonly reason?: string;
  /** Such as `Health checks failed with these codes: [500]`. */
  readonly description?: string;
}

export interface RegisterOptions {
  /**
   * Somebody waits for it, as after a start of the cloud: until its first good check it is asked again and again, not
   * once an interval. What fails meanwhile counts once an interval, as it would anyway.
   * @default false
   */
  readonly isAwaited?: boolean;
}

/** Where ECS tells the load balancer which tasks there are, and hears how they are. */
export interface TargetGroups {
  register(where: AccountOptions, targetGroupArn: string, target: Target, options?: RegisterOptions): void;
  /** No new requests from now on. Resolves when the deregistration delay is over, or nothing is left in flight after it. */
  deregister(where: AccountOptions, targetGroupArn: string, target: Target): Promise<void>;
  /** @returns `undefined` for a target that is not registered */
  health(where: AccountOptions, targetGroupArn: string, target: Target): TargetHealth | undefined;
}
