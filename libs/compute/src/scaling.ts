import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { conditional, Op, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { ServiceSettings } from '@slipway/core';
import type { TargetDimensions } from './signals';

export interface ScalingProps {
  readonly service: EcsService;
  readonly clusterName: string;
  readonly limits: ServiceSettings['scaling'];
  /** Where requests are counted. @default the service scales on cpu alone */
  readonly requests?: TargetDimensions;
}

/**
 * Keeps a service between `limits.min` and `limits.max` tasks, aiming at a cpu load and at requests per task.
 *
 * Registering a range, or changing it, moves the running count into it at once: it is no mere limit for later
 * (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html), and suspending
 * the target does not prevent that, as only policies and schedules are suspended. A service that was never released
 * must stay at 0, its task definition being a template, so its range is 0 to 0 until something runs. The first
 * release registers the real range after its tasks are up; from then on this says the same, and a plan has no changes.
 * The same goes for stopping a service: register 0 to 0, which also stops its tasks.
 */
export class Scaling extends Construct {
  constructor(scope: Construct, id: string, props: ScalingProps) {
    super(scope, id);
    const { limits, requests } = props;
    const target = this.createTarget(props);
    this.track(target, 'cpu', limits.cpuPercent, {
      predefinedMetricType: 'ECSServiceAverageCPUUtilization',
    });
    if (requests) {
      this.track(target, 'requests', limits.requestsPerTask, {
        predefinedMetricType: 'ALBRequestCountPerTarget',
        resourceLabel: `${requests.balancerArnSuffix}/${requests.targetGroupArnSuffix}`,
      });
    }
  }

  private createTarget({ service, clusterName, limits }: ScalingProps): AppautoscalingTarget {
    // The service ignores changes of its count, so this attribute is the count that AWS has, not the 0 it began with.
    const onceReleased = (count: number): number =>
      Token.asNumber(conditional(Op.gte(service.desiredCount, 1), count, 0));
    return new AppautoscalingTarget(this, 'target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${clusterName}/${service.name}`,
      minCapacity: onceReleased(limits.min),
      maxCapacity: onceReleased(limits.max),
    });
  }

  private track(
    target: AppautoscalingTarget,
    id: string,
    targetValue: number,
    metric: { readonly predefinedMetricType: string; readonly resourceLabel?: string },
  ): void {
    new AppautoscalingPolicy(this, id, {
      name: id,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        predefinedMetricSpecification: metric,
        // Up within a minute; down only once a lull has lasted, so that a wave does not meet a shrunken service.
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
  }
}
