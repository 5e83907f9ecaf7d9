import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { Signal } from '@slipway/core';
import { Alarms, type AlarmsProps } from './alarms';
import { Synthesized } from '@slipway/testing';

const account = '111111111111';
const key = { arn: 'arn:aws:kms:eu-west-1:111111111111:key/1' };
const globalKey = { arn: 'arn:aws:kms:us-east-1:111111111111:key/2' };

const cpu: Signal = {
  id: 'web-cpu',
  description: 'The web tasks are short of cpu.',
  metric: {
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    statistic: 'Average',
    dimensions: { ServiceName: 'web' },
  },
  comparison: 'above',
  threshold: 85,
};

const cdn: Signal = {
  id: 'cdn-5xx',
  description: 'The CDN answers with errors.',
  metric: { namespace: 'AWS/CloudFront', name: '5xxErrorRate', statistic: 'Average', dimensions: {} },
  comparison: 'at-least',
  threshold: 5,
  at: 'us-east-1',
};

type Differing = (stack: TerraformStack) => Partial<AlarmsProps>;

function make(signals: readonly Signal[], differing: Differing = () => ({})) {
  let alarms: Alarms | undefined;
  const made = new Synthesized((stack) => {
    alarms = new Alarms(stack, 'alarms', {
      environment: { app: 'acme', name: 'prod' },
      account,
      region: 'eu-west-1',
      signals,
      key,
      emails: [],
      ...differing(stack),
    });
  });
  return Object.assign(made, { alarms: alarms! });
}

const alarm = (signal: Signal) => make([signal]).get('aws_cloudwatch_metric_alarm');

const withUsEast1: Differing = (stack) => ({
  globalKey,
  globalProvider: new AwsProvider(stack, 'us-east-1', { region: 'us-east-1', alias: 'us-east-1' }),
});

test('a signal becomes an alarm with its name, words and threshold', () => {
  expect(alarm(cpu)).toMatchObject({
    alarm_name: 'acme-prod-web-cpu',
    alarm_description: 'The web tasks are short of cpu.',
    threshold: 85,
  });
});

test('people hear of it when it starts and when it clears', () => {
  const topic = [expect.stringMatching(/^\$\{aws_sns_topic\.alarms_topic_\w+\.arn\}$/)];
  expect(alarm(cpu)).toMatchObject({ alarm_actions: topic, ok_actions: topic });
});

test('unless it says otherwise, three periods must breach and no data is well', () => {
  expect(alarm(cpu)).toMatchObject({
    evaluation_periods: 3,
    datapoints_to_alarm: 3,
    treat_missing_data: 'notBreaching',
  });
  expect(alarm({ ...cpu, periods: 1, missingData: 'breaching' })).toMatchObject({
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    treat_missing_data: 'breaching',
  });
});

test.each([
  ['above', 'GreaterThanThreshold'],
  ['at-least', 'GreaterThanOrEqualToThreshold'],
  ['below', 'LessThanThreshold'],
] as const)('%s is %s', (comparison, operator) => {
  expect(alarm({ ...cpu, comparison }).comparison_operator).toBe(operator);
});

test('two signals of one name are refused', () => {
  expect(() => make([cpu, { ...cpu, threshold: 1 }])).toThrow('More than one signal is called "web-cpu"');
});

test('a signal of us-east-1 has its alarm there, and a topic under a key of that region', () => {
  const made = make([cpu, cdn], withUsEast1);
  const topic = [expect.stringMatching(/^\$\{aws_sns_topic\.alarms_global-topic_\w+\.arn\}$/)];
  expect(made.get('aws_cloudwatch_metric_alarm', 'alarms_cdn-5xx')).toMatchObject({
    provider: 'aws.us-east-1',
    alarm_actions: topic,
    ok_actions: topic,
  });
  expect(made.get('aws_sns_topic', 'alarms_global-topic')).toMatchObject({
    provider: 'aws.us-east-1',
    kms_master_key_id: globalKey.arn,
  });
});

test('the topic of us-east-1 is guarded by a policy for that region', () => {
  const policy = make([cdn], withUsEast1).get('aws_sns_topic_policy', 'alarms_global-topic_policy');
  expect(policy.provider).toBe('aws.us-east-1');
  expect(policy.policy).toContain(`arn:aws:cloudwatch:us-east-1:${account}:alarm:*`);
});

test('without such a signal there is one topic only', () => {
  expect(make([cpu], withUsEast1).get('aws_sns_topic').kms_master_key_id).toBe(key.arn);
});

test('at home in us-east-1, one topic serves all', () => {
  const made = make([cpu, cdn], () => ({ region: 'us-east-1' }));
  expect(made.all('aws_sns_topic')).toHaveLength(1);
  expect(made.all('aws_cloudwatch_metric_alarm')).toHaveLength(2);
});

test('a signal of us-east-1 without key or provider for there is refused', () => {
  expect(() => make([cdn])).toThrow('Signal "cdn-5xx" lives in us-east-1');
  expect(() => make([cdn], () => ({ globalKey }))).toThrow('globalProvider');
});

test('mailboxes hear of alarms in both regions', () => {
  const emails = ['ops@acme.example'];
  const made = make([cdn], (stack) => ({ ...withUsEast1(stack), emails }));
  expect(made.all('aws_sns_topic_subscription')).toHaveLength(2);
});

test('both topics are told', () => {
  const { alarms, resolve } = make([cdn], withUsEast1);
  expect(resolve(alarms.topicArn)).toMatch(/^\$\{aws_sns_topic\.alarms_topic_\w+\.arn\}$/);
  expect(resolve(alarms.globalTopicArn)).toMatch(/^\$\{aws_sns_topic\.alarms_global-topic_\w+\.arn\}$/);
});
