import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Dashboard } from './dashboard';
import { Synthesized } from '@slipway/testing';

const made = new Synthesized((stack) => {
  const topic = new SnsTopic(stack, 'topic');
  new Dashboard(stack, 'dashboard', {
    environment: { app: 'acme', name: 'prod' },
    region: 'eu-west-1',
    signals: [
      {
        id: 'lost-messages',
        description: 'Messages get lost.',
        metric: {
          namespace: 'AWS/SNS',
          name: 'Failed',
          statistic: 'Sum',
          dimensions: { TopicName: topic.name },
        },
        comparison: 'above',
        threshold: 0,
      },
    ],
  });
});

test('there is one dashboard an environment', () => {
  expect(made.get('aws_cloudwatch_dashboard').dashboard_name).toBe('acme-prod');
});

test('graphs draw the resources that signals refer to', () => {
  const body = String(made.get('aws_cloudwatch_dashboard').dashboard_body);
  expect(JSON.parse(body).widgets).toContainEqual(
    expect.objectContaining({
      properties: expect.objectContaining({
        metrics: [expect.arrayContaining(['TopicName', '${aws_sns_topic.topic.name}'])],
      }),
    }),
  );
});
