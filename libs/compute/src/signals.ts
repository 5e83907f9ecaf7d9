import type { Metric, Signal } from '@slipway/core';

/** What a load balancer as a whole can suffer from. No requests means no data, which is no trouble. */
export function loadBalancerSignals(arnSuffix: string, latencySeconds: number): Signal[] {
  const metric = balancerMetric({ LoadBalancer: arnSuffix });
  return [
    {
      id: 'load-balancer-errors',
      description:
        'The load balancer answers 5xx itself: no healthy task, or tasks that close connections. Look at the service first.',
      metric: metric('HTTPCode_ELB_5XX_Count', 'Sum'),
      comparison: 'at-least',
      threshold: 10,
    },
    {
      id: 'app-errors',
      description: 'The app answers 5xx. Look at its log, then at the latest release.',
      metric: metric('HTTPCode_Target_5XX_Count', 'Sum'),
      comparison: 'at-least',
      threshold: 10,
    },
    {
      id: 'latency',
      description: `1 of 20 requests takes longer than ${latencySeconds} s. Look at cpu, at the database and at the latest release.`,
      metric: metric('TargetResponseTime', 'p95'),
      comparison: 'above',
      threshold: latencySeconds,
    },
  ];
}

export interface ServiceDimensions {
  readonly cluster: string;
  readonly service: string;
}

/** What a service's tasks can suffer from. */
export function serviceSignals(dimensions: ServiceDimensions): Signal[] {
  const { service } = dimensions;
  const usage = ecsMetric('AWS/ECS', dimensions);
  const insight = ecsMetric('ECS/ContainerInsights', dimensions);
  return [
    {
      id: `${service}-cpu`,
      description: `The tasks of ${service} use nearly all of their cpu and scaling does not help. Raise its maximum or its size.`,
      metric: usage('CPUUtilization', 'Average'),
      comparison: 'above',
      threshold: 85,
      periods: 10,
    },
    {
      id: `${service}-memory`,
      description: `The tasks of ${service} use nearly all of their memory; at 100 % they are killed. Look for a leak or raise memory.`,
      metric: usage('MemoryUtilization', 'Average'),
      comparison: 'above',
      threshold: 85,
      periods: 5,
    },
    {
      // Both are 0 before the first release, so the difference is silent then; ten minutes outlast a rollout.
      id: `${service}-missing-tasks`,
      description: `${service} runs fewer tasks than it should: they stop or do not start. Look at the stopped tasks' reasons.`,
      metric: insight('DesiredTaskCount', 'Average'),
      minus: insight('RunningTaskCount', 'Average'),
      comparison: 'above',
      threshold: 0,
      periods: 10,
    },
  ];
}

/** What CloudWatch calls a service's place behind its load balancer. */
export interface TargetDimensions {
  readonly balancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
}

/** What can be wrong with a service as the load balancer sees it. No data as long as no task is registered. */
export function targetSignals(
  service: string,
  { balancerArnSuffix, targetGroupArnSuffix }: TargetDimensions,
): Signal[] {
  const metric = balancerMetric({ LoadBalancer: balancerArnSuffix, TargetGroup: targetGroupArnSuffix });
  return [
    {
      // The minimum of a minute: a starting task is unhealthy for seconds only.
      id: `${service}-unhealthy`,
      description: `A task of ${service} fails its health check minute after minute. Look at its log.`,
      metric: metric('UnHealthyHostCount', 'Minimum'),
      comparison: 'at-least',
      threshold: 1,
    },
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
function balancerMetric(dimensions: { readonly [name: string]: string }) {
  return (name: string, statistic: string): Metric => ({
    namespace: 'AWS/ApplicationELB',
    name,
    statistic,
    dimensions,
  });
}

function ecsMetric(namespace: string, { cluster, service }: ServiceDimensions) {
  return (name: string, statistic: string): Metric => ({
    namespace,
    name,
    statistic,
    dimensions: { ClusterName: cluster, ServiceName: service },
  });
}
