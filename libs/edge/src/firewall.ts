import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import {
  exempt,
  exemptRetention,
  physicalName,
  policyDocument,
  type EnvironmentId,
  type FirewallSettings,
  type KeyRef,
} from '@slipway/core';
import { firewallRules, visibility } from './firewall-rules';

export interface FirewallProps extends FirewallSettings {
  readonly environment: EnvironmentId;
  readonly account: string;
  /** Provider of us-east-1, where AWS keeps everything that belongs to CloudFront. */
  readonly provider: TerraformProvider;
  /** Key in us-east-1 for the log of refused requests. @default CloudWatch's own encryption */
  readonly key?: KeyRef;
  /** One of CloudWatch's retention values. */
  readonly logRetentionDays: number;
  /** Requests in five minutes from one address after which it is refused, until it slows down. @default 5000 */
  readonly requestsPerFiveMinutes?: number;
}

/**
 * AWS WAF in front of the CDN: AWS's managed rules, a rate limit, and a log of what was refused or nearly refused.
 *
 * @example new Firewall(stack, 'firewall', { environment, account, provider: usEast1, mode: 'block', exceptions: [], logRetentionDays: 365 })
 * Cost: about 9 USD a month and 60 cents for a million requests (list price 2026-11).
 */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const firewall = this.createFirewall(props);
    this.log(firewall, props);
    this.arn = firewall.arn;
  }

  private createFirewall(props: FirewallProps): Wafv2WebAcl {
    const firewall = new Wafv2WebAcl(this, 'firewall', {
      provider: props.provider,
      name: physicalName('firewall', props.environment),
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rule: firewallRules({ requestsPerFiveMinutes: 5000, ...props }),
      visibilityConfig: visibility('firewall'),
    });
    if (props.mode === 'count') exempt(firewall, 'CKV_AWS_192', LOG4J_COUNTED);
    return firewall;
  }

  private log(firewall: Wafv2WebAcl, props: FirewallProps): void {
    const group = this.createLogGroup(props);
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      provider: props.provider,
      resourceArn: firewall.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: ['authorization', 'cookie'].map((name) => ({ singleHeader: { name } })),
      // What passes is in the CDN's own log; a second copy here would cost 50 cents a GB.
      loggingFilter: {
        defaultBehavior: 'DROP',
        filter: [
          {
            behavior: 'KEEP',
            requirement: 'MEETS_ANY',
            condition: ['BLOCK', 'COUNT'].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      dependsOn: [this.allowDelivery(group, props)],
    });
  }

  private createLogGroup(props: FirewallProps): CloudwatchLogGroup {
    const group = new CloudwatchLogGroup(this, 'log-group', {
      provider: props.provider,
      // WAF delivers only to groups whose name begins like this.
      name: `aws-waf-logs-${physicalName('log-group', props.environment)}`,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.key?.arn,
    });
    if (!props.key) {
      exempt(group, 'CKV_AWS_158', 'No key was given: refused requests, without their credentials');
    }
    exemptRetention(group, props.logRetentionDays);
    return group;
  }

  /**
   * WAF would write such a policy itself, but into one that the whole account shares: it outlives the environment and
   * at 5120 characters refuses the next (https://github.com/hashicorp/terraform-provider-aws/issues/25296).
   * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
   */
  private allowDelivery(
    group: CloudwatchLogGroup,
    { account, environment, provider }: FirewallProps,
  ): CloudwatchLogResourcePolicy {
    return new CloudwatchLogResourcePolicy(this, 'delivery', {
      provider,
      policyName: `aws-waf-logs-${physicalName('log-group', environment)}`,
      policyDocument: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${group.arn}:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account}:*` },
        },
      }),
    });
  }
}

const LOG4J_COUNTED =
  'The environment asks for a firewall that counts: what it finds is let through, and logged';
