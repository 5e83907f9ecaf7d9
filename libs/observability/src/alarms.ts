import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { physicalName, type EnvironmentId, type KeyRef, type Signal } from '@slipway/core';
import { AlertTopic } from './alert-topic';
import { measurement } from './measurement';

export interface AlarmsProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  readonly region: string;
  readonly signals: readonly Signal[];
  /** Its policy must let `cloudwatch.amazonaws.com` and `events.rds.amazonaws.com` use it. */
  readonly key: KeyRef;
  /** The same in us-east-1. @default none; needed when a signal lives there and home is elsewhere */
  readonly globalKey?: KeyRef;
  /** Provider of us-east-1. @default none; needed when a signal lives there and home is elsewhere */
  readonly globalProvider?: TerraformProvider;
  /** Mailboxes that get every alarm and its end; each must confirm once for each topic. */
  readonly emails: readonly string[];
}

/**
 * One CloudWatch alarm for each signal, which reports to a topic when it starts and when it clears. An alarm can only
 * use a topic of its own region, so signals of us-east-1 have a topic there.
 *
 * @example new Alarms(stack, 'alarms', { environment, account, region, signals: database.signals, key, emails: [] })
 * Cost: 10 cents a month for each alarm (list price 2026-11).
 */
export class Alarms extends Construct {
  readonly topicArn: string;
  /** Topic of us-east-1, if a signal needs it. */
  readonly globalTopicArn?: string;

  /** @throws Error when two signals share an id, or one lives in us-east-1 and key or provider for there are missing */
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    refuseSharedIds(props.signals);
    const { environment, account, region, key, emails } = props;
    const abroad = region === 'us-east-1' ? [] : props.signals.filter(({ at }) => at === 'us-east-1');
    const home = props.signals.filter((signal) => !abroad.includes(signal));

    const topic = new AlertTopic(this, 'topic', {
      environment,
      account,
      region,
      key,
      emails,
      publishers: ['alarms', 'database-events'],
    });
    this.topicArn = topic.arn;
    this.createAlarms(environment, home, topic.arn);

    if (abroad[0]) {
      const global = usEast1(props, abroad[0]);
      const globalTopic = new AlertTopic(this, 'global-topic', {
        environment,
        account,
        ...global,
        emails,
        publishers: ['alarms'],
      });
      this.globalTopicArn = globalTopic.arn;
      this.createAlarms(environment, abroad, globalTopic.arn, global.provider);
    }
  }

  private createAlarms(
    environment: EnvironmentId,
    signals: readonly Signal[],
    topicArn: string,
    provider?: TerraformProvider,
  ): void {
    for (const signal of signals) {
      const periods = signal.periods ?? 3;
      new CloudwatchMetricAlarm(this, signal.id, {
        provider,
        alarmName: physicalName('alarm', environment, signal.id),
        alarmDescription: signal.description,
        ...measurement(signal),
        comparisonOperator: OPERATORS[signal.comparison],
        threshold: signal.threshold,
        evaluationPeriods: periods,
        datapointsToAlarm: periods,
        treatMissingData: signal.missingData ?? 'notBreaching',
        alarmActions: [topicArn],
        okActions: [topicArn],
      });
    }
  }
}

const OPERATORS = {
  above: 'GreaterThanThreshold',
  'at-least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
} as const;

function refuseSharedIds(signals: readonly Signal[]): void {
  const ids = signals.map(({ id }) => id);
  const shared = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (shared.length > 0) {
    throw new Error(
      `More than one signal is called ${shared.map((id) => `"${id}"`).join(', ')}. The id becomes the alarm's name: ` +
        'each construct must make its own unique, for example with the name of the service in front.',
    );
  }
}

function usEast1({ globalKey, globalProvider }: AlarmsProps, needs: Signal) {
  if (!globalKey || !globalProvider) {
    throw new Error(
      `Signal "${needs.id}" lives in us-east-1, and its alarm needs a topic there: ` +
        'give Alarms a globalKey and a globalProvider of us-east-1.',
    );
  }
  return { region: 'us-east-1', key: globalKey, provider: globalProvider };
}
