import type { CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Metric, Signal } from '@slipway/core';

/** What an alarm measures: a plain metric, or the difference of two, which CloudWatch computes from queries. */
export function measurement({ metric, minus }: Signal): Partial<CloudwatchMetricAlarmConfig> {
  if (minus) {
    return {
      metricQuery: [
        { id: 'difference', expression: 'whole - part', label: 'difference', returnData: true },
        { id: 'whole', metric: queried(metric) },
        { id: 'part', metric: queried(minus) },
      ],
    };
  }
  const { namespace, name, dimensions, statistic } = metric;
  return {
    namespace,
    metricName: name,
    dimensions,
    period: metric.periodSeconds ?? 60,
    // CloudWatch takes percentiles in a field of their own.
    ...(PLAIN_STATISTICS.includes(statistic) ? { statistic } : { extendedStatistic: statistic }),
  };
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const PLAIN_STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];

function queried({ namespace, name, dimensions, statistic, periodSeconds }: Metric) {
  return { namespace, metricName: name, dimensions, stat: statistic, period: periodSeconds ?? 60 };
}
