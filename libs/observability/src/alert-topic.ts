import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import {
  physicalName,
  policyDocument,
  type EnvironmentId,
  type KeyRef,
  type PolicyStatement,
} from '@slipway/core';

export interface AlertTopicProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  readonly region: string;
  readonly key: KeyRef;
  readonly emails: readonly string[];
  readonly publishers: readonly (keyof typeof PUBLISHERS)[];
  /** @default the home region's */
  readonly provider?: TerraformProvider;
}

/** Where alarms of one region go: an encrypted SNS topic that only AWS's own alarms and database events reach. */
export class AlertTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const { environment, key, provider } = props;
    const topic = new SnsTopic(this, 'topic', {
      provider,
      name: physicalName('topic', environment, 'alerts'),
      kmsMasterKeyId: key.arn,
    });
    new SnsTopicPolicy(this, 'policy', { provider, arn: topic.arn, policy: topicPolicy(topic.arn, props) });
    for (const email of new Set(props.emails)) {
      // The address is the id: with an index, removing one mailbox would ask all those after it to confirm again.
      new SnsTopicSubscription(this, `email-${email}`, {
        provider,
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: email,
      });
    }
    this.arn = topic.arn;
  }
}

/**
 * Who may publish, and on whose behalf. EventBridge is not among them: AWS takes no conditions for it in a topic's
 * policy, so its grant could not be kept to this account
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions).
 *
 * Sources: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
 */
const PUBLISHERS = {
  alarms: { service: 'cloudwatch.amazonaws.com', source: 'cloudwatch', resource: 'alarm:*' },
  'database-events': { service: 'events.rds.amazonaws.com', source: 'rds', resource: '*' },
} as const;

function topicPolicy(topicArn: string, { account, region, publishers }: AlertTopicProps): string {
  const grants = publishers.map((publisher): PolicyStatement => {
    const { service, source, resource } = PUBLISHERS[publisher];
    return {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:${source}:${region}:${account}:${resource}` },
      },
    };
  });
  return policyDocument(...grants, {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sns:Publish',
    Resource: topicArn,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
}
