import type { Metric, Signal } from '@slipway/core';
import { measurement } from './measurement';

const metric: Metric = {
  namespace: 'AWS/ApplicationELB',
  name: 'TargetResponseTime',
  statistic: 'Average',
  dimensions: { LoadBalancer: 'app/acme/1' },
};
const signal: Signal = { id: 'latency', description: 'Slow.', metric, comparison: 'above', threshold: 2 };

test('a metric is measured by the minute unless it says otherwise', () => {
  expect(measurement(signal)).toEqual({
    namespace: 'AWS/ApplicationELB',
    metricName: 'TargetResponseTime',
    dimensions: { LoadBalancer: 'app/acme/1' },
    period: 60,
    statistic: 'Average',
  });
  expect(measurement({ ...signal, metric: { ...metric, periodSeconds: 300 } })).toMatchObject({
    period: 300,
  });
});

test('a percentile goes where CloudWatch takes it', () => {
  const percentile = measurement({ ...signal, metric: { ...metric, statistic: 'p95' } });
  expect(percentile).toMatchObject({ extendedStatistic: 'p95' });
  expect(percentile).not.toHaveProperty('statistic');
});

test('a difference is computed from both metrics, and only it is compared', () => {
  const minus = { ...metric, name: 'Other' };
  const difference = measurement({ ...signal, minus });
  expect(difference).not.toHaveProperty('metricName');
  expect(difference.metricQuery).toMatchObject([
    { expression: 'whole - part', returnData: true },
    { id: 'whole', metric: { metricName: 'TargetResponseTime', stat: 'Average', period: 60 } },
    { id: 'part', metric: { metricName: 'Other' } },
  ]);
});
