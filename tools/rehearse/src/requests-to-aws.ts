import { checkedRequests, type CheckedRequests } from '@slipway/tool-cloud';
import { Unexpected, type Step } from './rehearsal';
import type { Stage } from './stage';

/** What a release asks, after a plan that has nothing to change. */
const OF_RELEASES = ['application-autoscaling', 'ecr', 'ecs', 'elbv2', 's3', 'ssm', 'sts'];

/** What a deploy from nothing asks on top of that. */
const OF_DEPLOYS = [
  ...['acm', 'cloudfront', 'cloudwatch', 'ec2', 'iam', 'kms', 'logs', 'rds', 'route53', 'sns', 'wafv2'],
];

/** The last step: every request that the embedded cloud got so far is one that AWS takes. */
export function requestsToAws(stage: Stage, { deployed }: { readonly deployed: boolean }): Step {
  return {
    name: 'every request is one that AWS takes',
    run: async () => {
      const services = [...OF_RELEASES, ...(deployed ? OF_DEPLOYS : [])];
      return judgeRequests(checkedRequests({ workspace: stage.workspace.root }), services);
    },
  };
}

/**
 * @param services each of which must have been asked: of nothing, everything is well
 * @returns how many were checked, by service
 * @throws Unexpected which names what AWS would refuse
 */
export function judgeRequests({ counts, violations }: CheckedRequests, services: readonly string[]): string {
  const unasked = services.filter((service) => !counts[service]);
  if (unasked.length > 0) throw new Unexpected(`No request was checked of ${unasked.join(', ')}.`);
  if (violations.size > 0) {
    const list = [...violations].map(([words, times]) => `${times} × ${words}`);
    throw new Unexpected([`AWS would not take ${violations.size} requests as they are:`, ...list].join('\n'));
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const byCount = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  const list = byCount.map(([service, count]) => `${service} ${count.toLocaleString('en')}`);
  return `${total.toLocaleString('en')} requests checked: ${list.join(', ')}`;
}
