import type { PlanJson, Values } from '../plan-json';
import type { Foreseen } from './foreseen';

/**
 * A firewall before a CDN that is there, which has let through what it found or was not there, and refuses it from the
 * apply on: nothing about the app has to change for its users to get 403.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing-activities.html
 */
export function foreseeFirewall({ resource_changes: changes = [] }: PlanJson): readonly Foreseen[] {
  const served = changes.some(({ type, change }) => type === 'aws_cloudfront_distribution' && change.before);
  const firewall = changes.find(({ type, deposed }) => type === 'aws_wafv2_web_acl' && deposed === undefined);
  if (!served || !firewall) return [];
  const { before, after } = firewall.change;
  if (!blocks(after) || blocks(before)) return [];
  const found = before
    ? 'what it has only counted so far; the verb status shows what that was'
    : "what it finds. What that is of your requests, edge: { firewall: { mode: 'count' } } tells first";
  return [
    {
      address: firewall.address,
      effect: 'acts',
      text: `From now on the firewall answers 403 to ${found}. Where a rule is wrong about your app, except it: edge.firewall.exceptions.`,
    },
  ];
}

/** At least one of its rules refuses: a rule of ours by its own action, a managed group by leaving it to the group. */
function blocks(firewall: Values | null): boolean {
  const rules = (firewall?.rule ?? []) as readonly Values[];
  return rules.some((rule) => has(rule.action, 'block') || has(rule.override_action, 'none'));
}

function has(action: unknown, what: string): boolean {
  const [first] = (action ?? []) as readonly Values[];
  const chosen = first?.[what];
  return Array.isArray(chosen) && chosen.length > 0;
}
