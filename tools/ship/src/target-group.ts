import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { HealthCheck, HealthCheckChange } from '@slipway/tool-plan';
import type { ReleasableEnvironment } from './releasable-environment';

/** Those that the load balancer has by now. */
export async function checksInForce(
  changes: readonly HealthCheckChange[],
  { clients }: ReleasableEnvironment,
): Promise<readonly HealthCheckChange[]> {
  if (changes.length === 0) return [];
  const balancers = await clients.balancers();
  const { TargetGroups = [] } = await balancers.describeTargetGroups({
    TargetGroupArns: changes.map(({ targetGroupArn }) => targetGroupArn),
  });
  return changes.filter(({ targetGroupArn, before }) => {
    const group = TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === targetGroupArn);
    return group !== undefined && !isIn(group, before);
  });
}

function isIn(group: TargetGroup, check: HealthCheck): boolean {
  const { Matcher, ...rest } = asAwsSaysIt(check);
  const settings = Object.entries(rest) as [keyof typeof rest, string | number][];
  return (
    group.Matcher?.HttpCode === Matcher.HttpCode &&
    settings.every(([setting, value]) => group[setting] === value)
  );
}

/** Targets that fail it, each with what the load balancer says of it. */
export async function unhealthyTargets(
  { targetGroupArn: TargetGroupArn }: HealthCheckChange,
  { clients }: ReleasableEnvironment,
) {
  const balancers = await clients.balancers();
  const { TargetHealthDescriptions = [] } = await balancers.describeTargetHealth({ TargetGroupArn });
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'unhealthy').map(
    ({ Target, TargetHealth }) => ({
      id: `${Target?.Id}:${Target?.Port}`,
      why: TargetHealth?.Description ?? 'unhealthy',
    }),
  );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html */
export function asAwsSaysIt(check: HealthCheck) {
  return {
    HealthCheckPath: check.path,
    Matcher: { HttpCode: check.matcher },
    HealthCheckIntervalSeconds: check.interval,
    HealthCheckTimeoutSeconds: check.timeout,
    HealthyThresholdCount: check.healthy_threshold,
    UnhealthyThresholdCount: check.unhealthy_threshold,
  };
}
