import type { Wafv2WebAclRule, Wafv2WebAclRuleVisibilityConfig } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { firewallRuleLabel, type FirewallMode, type FirewallSettings } from '@slipway/core';
import { actionOf, type Rule } from './firewall-action';
import { exceptedRules, exceptionRules } from './firewall-exceptions';

export interface FirewallRulesProps extends FirewallSettings {
  readonly requestsPerFiveMinutes: number;
}

/**
 * In the order in which WAF tries them, cheapest refusal first. 927 of the 1500 capacity units that are included, and up
 * to 23 for each exception.
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export function firewallRules({
  mode,
  exceptions,
  requestsPerFiveMinutes,
}: FirewallRulesProps): Wafv2WebAclRule[] {
  const excepted = exceptedRules(exceptions);
  const group = (name: string, managed: string, counted: readonly string[] = []) =>
    managedGroup(name, managed, mode, [
      ...counted,
      ...excepted.filter((rule) => firewallRuleLabel(rule)?.group === managed),
    ]);
  const rules = [
    rateLimit(requestsPerFiveMinutes, mode),
    group('ip-reputation', 'AWSManagedRulesAmazonIpReputationList'),
    group('known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet'),
    // It refuses bodies over 8 KB, which every file upload and many a form is; counted, it still shows in the log.
    group('common', 'AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
    ...exceptionRules(exceptions, mode),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

export function visibility(metricName: string): Wafv2WebAclRuleVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

/** An office behind one address is many people, and a first visit to a page is about fifty requests. */
function rateLimit(limit: number, mode: FirewallMode): Rule {
  return {
    name: 'rate-limit',
    ...actionOf(mode),
    // In Terraform's own words: the bindings type statements as `any` and pass them on as they are.
    statement: {
      rate_based_statement: { limit, aggregate_key_type: 'IP', evaluation_window_sec: 300 },
    },
  };
}

/** @param counted rules of the group that only count what they would refuse */
function managedGroup(name: string, group: string, mode: FirewallMode, counted: readonly string[]): Rule {
  return {
    name,
    // `none` leaves each rule of the group its own action, which is to block.
    overrideAction: mode === 'block' ? { none: {} } : { count: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: 'AWS',
        name: group,
        rule_action_override:
          counted.length === 0
            ? undefined
            : counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
  };
}
