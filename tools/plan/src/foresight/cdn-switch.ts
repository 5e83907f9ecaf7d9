import type { PlanJson, ResourceChangeJson, Values } from '../plan-json';
import type { Foreseen } from './foreseen';

/**
 * A CDN that is put before users who reach the load balancer by themselves, or taken away from users who come through
 * it. The load balancer changes at once whom it lets in. A distribution takes 5 to 20 minutes, and names that were
 * resolved before are good for another minute (https://repost.aws/knowledge-center/cloudfront-distribution-deployment).
 *
 * Nothing is foreseen where the load balancer's door stays as it is: that is one of the two steps in which it is done.
 */
export function foreseeCdnSwitch({ resource_changes: changes = [] }: PlanJson): readonly Foreseen[] {
  const rule = changes.find((change) => doorOf(change, 'before') !== doorOf(change, 'after'));
  const distribution = changes.find(({ type }) => type === 'aws_cloudfront_distribution');
  const action = distribution?.change.actions.join();
  if (!rule || !distribution) return [];
  const { address } = distribution;
  if (action === 'create' && doorOf(rule, 'after') === 'cdn') {
    return [
      {
        address,
        effect: 'refused',
        text: `Users reach the load balancer by themselves now. It would turn them away with 403 as soon as it waits for the CDN, which takes AWS 5 to 20 minutes. Do it in two deploys: first edge: { cdn: true, direct: true }, then edge: { cdn: true }.`,
      },
    ];
  }
  if (action === 'delete' && doorOf(rule, 'before') === 'cdn') {
    return [
      {
        address,
        effect: 'refused',
        text: `Users come through the CDN now, and their resolvers remember that for a minute. Do it in two deploys: first edge: { cdn: true, direct: true }, which opens the load balancer beside the CDN, then edge: { cdn: false }.`,
      },
    ];
  }
  return [];
}

/** Whom a rule of the load balancer lets in. @default undefined: it is not one, or is not there on that side */
function doorOf(
  { type, change }: ResourceChangeJson,
  side: 'before' | 'after',
): 'cdn' | 'everybody' | undefined {
  if (type !== 'aws_lb_listener_rule' || change.actions.join() !== 'update') return undefined;
  const conditions = (change[side]?.condition ?? []) as readonly Values[];
  const asksForHeader = conditions.some(
    ({ http_header: header }) => Array.isArray(header) && header.length > 0,
  );
  return asksForHeader ? 'cdn' : 'everybody';
}
