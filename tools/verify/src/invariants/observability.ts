import { type Environment } from '@slipway/core';
import type { Area } from '../invariant';

/** What the product promises to watch, where it is there. */
function promised({ database, edge, network }: Environment): readonly string[] {
  return [
    'AWS/ApplicationELB/HTTPCode_Target_5XX_Count',
    'AWS/ApplicationELB/HTTPCode_ELB_5XX_Count',
    'AWS/ApplicationELB/TargetResponseTime',
    'AWS/ApplicationELB/UnHealthyHostCount',
    'AWS/ECS/CPUUtilization',
    'AWS/ECS/MemoryUtilization',
    'AWS/CertificateManager/DaysToExpiry',
    ...(database
      ? [
          'AWS/RDS/CPUUtilization',
          'AWS/RDS/FreeStorageSpace',
          'AWS/RDS/FreeableMemory',
          'AWS/RDS/DatabaseConnections',
        ]
      : []),
    ...(edge.cdn ? ['AWS/CloudFront/5xxErrorRate'] : []),
    ...(network.nat === 'none' ? [] : ['AWS/NATGateway/ErrorPortAllocation']),
  ];
}

export const observability: Area = {
  area: 'observability',
  claims: {
    'every log group is kept for the declared time, encrypted': (stack) => {
      for (const group of stack.some('aws_cloudwatch_log_group')) {
        expect(group).toMatchObject({
          retention_in_days: stack.environment.logs.retentionDays,
          kms_key_id: expect.stringContaining('aws_kms_key.'),
        });
      }
    },

    'someone is told when an alarm goes off, and when it clears': (stack) => {
      const topics = stack.all('aws_sns_topic');
      for (const alarm of stack.some('aws_cloudwatch_metric_alarm')) {
        // An alarm only reaches a topic of its own region.
        const topic = topics.find(({ provider }) => provider === alarm.provider);
        const told = [`\${${topic?.address}.arn}`];
        expect({ actions_enabled: true, ...alarm }).toMatchObject({
          alarm_actions: told,
          ok_actions: told,
          actions_enabled: true,
          treat_missing_data: expect.stringMatching(/^(breaching|notBreaching|ignore|missing)$/),
          alarm_description: expect.stringMatching(/^.{21}/),
        });
      }
    },

    'every mailbox hears of every topic': (stack) => {
      const { emails } = stack.environment.alerts;
      for (const topic of stack.some('aws_sns_topic')) {
        const subscriptions = stack.referring('aws_sns_topic_subscription', topic);
        expect(subscriptions.map(({ protocol, endpoint }) => [protocol, endpoint])).toEqual(
          emails.map((email) => ['email', email]),
        );
      }
    },

    'what the product promises to watch is watched, and nothing that is not there': (stack) => {
      const watched = stack
        .all('aws_cloudwatch_metric_alarm')
        .map(({ namespace, metric_name }) => `${namespace}/${metric_name}`);
      const expected = promised(stack.environment);
      expect(watched).toEqual(expect.arrayContaining([...expected]));
      const services = (metrics: readonly string[]) =>
        new Set(
          metrics.map((metric) => metric.replace(/\/[^/]*$/, '')).filter((name) => name.startsWith('AWS/')),
        );
      expect(services(watched)).toEqual(services(expected));
    },

    'slow responses raise an alarm from the declared time on': (stack) => {
      const thresholds = stack
        .all('aws_cloudwatch_metric_alarm')
        .filter(({ metric_name }) => metric_name === 'TargetResponseTime')
        .map(({ threshold }) => threshold);
      expect(thresholds).toEqual([stack.environment.alerts.latencySeconds]);
    },

    'topics are encrypted with a key of our own, and have a policy': (stack) => {
      for (const topic of stack.some('aws_sns_topic')) {
        expect(String(topic.kms_master_key_id)).toContain('aws_kms_key.');
        expect(stack.referring('aws_sns_topic_policy', topic)).toHaveLength(1);
      }
    },

    'one dashboard draws every alarm’s metric': (stack) => {
      const { widgets } = JSON.parse(String(stack.only('aws_cloudwatch_dashboard').dashboard_body)) as {
        widgets: readonly { properties: { metrics?: readonly (readonly unknown[])[] } }[];
      };
      const drawn = widgets.flatMap(({ properties }) => properties.metrics ?? []).map((metric) => metric[1]);
      const watched = stack
        .some('aws_cloudwatch_metric_alarm')
        .flatMap(({ metric_name: name }) => (name === undefined ? [] : [name]));
      expect(drawn).toEqual(expect.arrayContaining(watched));
    },
  },
};
