import type { Wafv2WebAclRule, Wafv2WebAclRuleVisibilityConfig } from '@cdktf/provider-aws/lib/wafv2-web-acl';

/**
 * In the order in which WAF tries them, cheapest refusal first. 927 of the 1500 capacity units that are included.
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export function firewallRules(requestsPerFiveMinutes: number): Wafv2WebAclRule[] {
  const rules = [
    rateLimit(requestsPerFiveMinutes),
    managedGroup('ip-reputation', 'AWSManagedRulesAmazonIpReputationList'),
    managedGroup('known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet'),
    // It refuses bodies over 8 KB, which every file upload and many a form is; counted, it still shows in the log.
    managedGroup('common', 'AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

export function visibility(metricName: string): Wafv2WebAclRuleVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

type Rule = Omit<Wafv2WebAclRule, 'priority' | 'visibilityConfig'>;

/** An office behind one address is many people, and a first visit to a page is about fifty requests. */
function rateLimit(limit: number): Rule {
  return {
    name: 'rate-limit',
    action: { block: {} },
    // In Terraform's own words: the bindings type statements as `any` and pass them on as they are.
    statement: {
      rate_based_statement: { limit, aggregate_key_type: 'IP', evaluation_window_sec: 300 },
    },
  };
}

/** @param counted rules of the group that only count what they would refuse; none by default */
function managedGroup(name: string, group: string, counted?: readonly string[]): Rule {
  return {
    name,
    // `none` leaves each rule of the group its own action, which is to block.
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: 'AWS',
        name: group,
        rule_action_override: counted?.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
  };
}
