import { AlertTopic, type AlertTopicProps } from './alert-topic';
import { Synthesized } from '@slipway/testing';

const account = '111111111111';
const props: AlertTopicProps = {
  environment: { app: 'acme', name: 'prod' },
  account,
  region: 'eu-west-1',
  key: { arn: 'arn:aws:kms:eu-west-1:111111111111:key/1' },
  emails: [],
  publishers: ['alarms', 'database-events'],
};

const make = (differing: Partial<AlertTopicProps> = {}) =>
  new Synthesized((stack) => new AlertTopic(stack, 'alerts', { ...props, ...differing }));

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: { readonly [kind: string]: string };
  readonly Action: string;
  readonly Condition: unknown;
}

const statements = (differing?: Partial<AlertTopicProps>): readonly Statement[] =>
  JSON.parse(String(make(differing).get('aws_sns_topic_policy').policy)).Statement;

test('messages are encrypted with a key whose policy can name the publishers', () => {
  expect(make().get('aws_sns_topic')).toMatchObject({
    name: 'acme-prod-alerts',
    kms_master_key_id: props.key.arn,
  });
});

test('alarms and database events of this account and region may publish, nobody else', () => {
  expect(statements().filter(({ Effect }) => Effect === 'Allow')).toEqual([
    expect.objectContaining({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${account}:alarm:*` },
      },
    }),
    expect.objectContaining({
      Principal: { Service: 'events.rds.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:rds:eu-west-1:${account}:*` },
      },
    }),
  ]);
});

test('a topic that only alarms use admits only alarms', () => {
  const allowed = statements({ publishers: ['alarms'] }).filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.map(({ Principal }) => Principal)).toEqual([{ Service: 'cloudwatch.amazonaws.com' }]);
});

test('without TLS nobody publishes', () => {
  expect(statements().filter(({ Effect }) => Effect === 'Deny')).toEqual([
    expect.objectContaining({
      Principal: { AWS: '*' },
      Action: 'sns:Publish',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ]);
});

test('each mailbox is subscribed once', () => {
  const emails = ['ops@acme.example', 'dev@acme.example', 'ops@acme.example'];
  const subscriptions = make({ emails }).all('aws_sns_topic_subscription');
  expect(subscriptions).toHaveLength(2);
  expect(subscriptions).toContainEqual(
    expect.objectContaining({ protocol: 'email', endpoint: 'dev@acme.example' }),
  );
});

test('a mailbox keeps its subscription when another one leaves', () => {
  const addresses = (...emails: readonly string[]) =>
    make({ emails }).addresses('aws_sns_topic_subscription');
  expect(addresses('dev@acme.example', 'ops@acme.example')).toEqual(
    expect.arrayContaining([...addresses('ops@acme.example')]),
  );
});
