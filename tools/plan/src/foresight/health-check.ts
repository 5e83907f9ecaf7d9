import type { PlanJson, Values } from '../plan-json';

/** How a load balancer tells that a task can take requests, in Terraform's words and units (seconds, counts). */
export interface HealthCheck {
  readonly path: string;
  /** Status codes that are healthy: `200`, `200-299` or `200,204`. */
  readonly matcher: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthy_threshold: number;
  readonly unhealthy_threshold: number;
}

/** A health check that the plan changes under whatever runs behind it. */
export interface HealthCheckChange {
  readonly address: string;
  readonly targetGroupArn: string;
  readonly before: HealthCheck;
  readonly after: HealthCheck;
}

/** Target groups whose health check is changed in place: it holds for the tasks of before from that moment on. */
export function healthCheckChanges(plan: PlanJson): readonly HealthCheckChange[] {
  return (plan.resource_changes ?? []).flatMap(({ address, type, deposed, change }) => {
    if (type !== 'aws_lb_target_group' || deposed !== undefined || change.actions.join() !== 'update')
      return [];
    const [before, after] = [checkOf(change.before), checkOf(change.after)];
    if (!before || !after || JSON.stringify(before) === JSON.stringify(after)) return [];
    return [{ address, targetGroupArn: String(change.before?.arn), before, after }];
  });
}

function checkOf(group: Values | null): HealthCheck | undefined {
  const [check] = (group?.health_check ?? []) as readonly Values[];
  if (!check) return undefined;
  return {
    path: String(check.path),
    matcher: String(check.matcher),
    interval: Number(check.interval),
    timeout: Number(check.timeout),
    healthy_threshold: Number(check.healthy_threshold),
    unhealthy_threshold: Number(check.unhealthy_threshold),
  };
}
