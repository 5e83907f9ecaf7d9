import type { Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import type { FirewallMode } from '@slipway/core';

/** A rule of the firewall, before it has its place among the others. */
export type Rule = Omit<Wafv2WebAclRule, 'priority' | 'visibilityConfig'>;

/** What becomes of what a rule of ours finds. */
export function actionOf(mode: FirewallMode): Pick<Wafv2WebAclRule, 'action'> {
  return { action: mode === 'block' ? { block: {} } : { count: {} } };
}
