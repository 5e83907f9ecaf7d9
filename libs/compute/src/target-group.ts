import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { Construct } from 'constructs';
import { exempt, UNHEALTHY_AFTER, type ServiceSettings } from '@slipway/core';

export interface TargetGroupProps {
  readonly vpcId: string;
  /** Name of the service. */
  readonly name: string;
  readonly port: number;
  readonly healthCheck: ServiceSettings['healthCheck'];
  /**
   * Seconds that a leaving task is given to finish its requests. ECS waits for all of them, also when nothing is under
   * way any more: they bound every rollout from below.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
   */
  readonly drainSeconds: number;
}

/** Where the load balancer finds a service's tasks, and how it tells that they can take requests. */
export function createTargetGroup(scope: Construct, id: string, props: TargetGroupProps): LbTargetGroup {
  const { path, intervalSeconds, timeoutSeconds, healthyAfter } = props.healthCheck;
  const group = new LbTargetGroup(scope, id, {
    // AWS allows a prefix of 6 characters. A prefix, because a replacement is needed before the old one goes.
    namePrefix: `${props.name.slice(0, 5)}-`,
    // ECS registers each task with a port of its own, so another port is no reason for another group.
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ['port'] },
    vpcId: props.vpcId,
    targetType: 'ip',
    protocol: 'HTTP',
    port: props.port,
    deregistrationDelay: String(props.drainSeconds),
    healthCheck: {
      path,
      protocol: 'HTTP',
      matcher: '200',
      interval: intervalSeconds,
      timeout: timeoutSeconds,
      healthyThreshold: healthyAfter,
      unhealthyThreshold: UNHEALTHY_AFTER,
    },
  });
  exempt(group, 'CKV_AWS_378', 'TLS ends at the load balancer; the way to the task stays inside the VPC.');
  return group;
}
